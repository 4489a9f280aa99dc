import type { Instant } from '../../platform/time.ts'
import type { VideoLink } from './types.ts'

export interface PicturesTable {
  id: string
  content_hash: string
  /** Keyed hash of the file that was given, which itself is not kept. */
  original_hash: string
  alt: string
  width: number
  height: number
  /** JSON: the widths that there are. */
  sizes: string
  credit: string | null
  source: string | null
  licence: string | null
  created_at: Instant
  removed_at: Instant | null
  /** Set when it was removed so that nobody sees it again: the same file is refused from then on. */
  barred_at: Instant | null
}

export interface LinkedVideosTable {
  id: string
  kind: VideoLink['kind']
  host: string
  video_id: string
  noted_at: Instant
  next_check_at: Instant
  checked_at: Instant | null
  missing_since: Instant | null
  silent_since: Instant | null
  unavailable_since: Instant | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    pictures: PicturesTable
    linked_videos: LinkedVideosTable
  }
}
