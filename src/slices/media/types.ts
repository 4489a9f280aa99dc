import type { Instant } from '../../platform/time.ts'

/**
 * A picture as it is kept: made anew from what was given, without anything but what is seen.
 *
 * Width and height are those of the largest size, in pixels.
 */
export interface Picture {
  id: string
  /** Names the files: a hash of the largest one. */
  hash: string
  /** What is to be seen, for whoever does not see it. */
  alt: string
  width: number
  height: number
  /** The widths that there are, the smallest first. */
  widths: number[]
  credit?: string
  source?: string
  licence?: string
  createdAt: Instant
}

export type PictureFormat = 'webp' | 'jpg'

/** Who made a picture, and what is said about it. */
export interface PictureWords {
  alt: string
  credit?: string
  source?: string
  licence?: string
}

/** A video elsewhere that can be shown within a page. */
export interface VideoLink {
  kind: 'youtube' | 'peertube'
  /** Who is asked when somebody follows the link. */
  host: string
  videoId: string
  startSeconds?: number
}

/** A linked video with what its host has said about it. */
export interface WatchedVideo extends VideoLink {
  id: string
  nextCheckAt: Instant
  checkedAt?: Instant
  /** Since when the host says that there is no such video. */
  missingSince?: Instant
  /** Since when the host says nothing at all. */
  silentSince?: Instant
  /** Since when readers are told that it is gone. */
  unavailableSince?: Instant
}

export const limits = {
  pictureBytes: 20 * 1024 * 1024,
  /** Of what is given; a small file may claim to be huge. */
  pictureMegapixels: 40,
  altChars: 500,
  creditChars: 200,
} as const
