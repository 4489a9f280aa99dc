import type { VideoLink } from '../types.ts'

const YOUTUBE = 'www.youtube.com'
const YOUTUBE_FRAMES = 'https://www.youtube-nocookie.com'
const youtubeHosts = [
  ...['youtube.com', 'www.youtube.com', 'm.youtube.com', 'music.youtube.com'],
  ...['youtube-nocookie.com', 'www.youtube-nocookie.com', 'youtu.be', 'www.youtu.be'],
]

const youtubeId = /^[\w-]{11}$/
/** A UUID, or one in the base 58 of PeerTube's short addresses. */
const peertubeId =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[1-9a-km-zA-HJ-NP-Z]{22})$/
/** A name in the public DNS: no address in numbers, and no character that means something in CSP. */
const publicName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/
const localName = /\.(?:localhost|local|internal|lan|home|arpa|onion)$/

const MAX_START_SECONDS = 24 * 60 * 60

/**
 * The video that an address leads to, where it can be shown within a page: on YouTube, or on an
 * instance of PeerTube. Undefined for every other address, which stays a plain link.
 *
 * Nothing of the address is kept but the host, the video's id and the time to begin at.
 */
export function readVideoLink(address: string): VideoLink | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.port) return undefined
  const startSeconds = readStart(url)
  if (youtubeHosts.includes(url.hostname)) {
    const videoId = youtubeIdOf(url)
    return videoId ? { kind: 'youtube', host: YOUTUBE, videoId, startSeconds } : undefined
  }
  if (url.protocol !== 'https:' || !publicName.test(url.hostname)) return undefined
  if (localName.test(url.hostname)) return undefined
  const [, videoId = ''] =
    /^\/(?:w|videos\/watch|videos\/embed)\/([^/]+)\/?$/.exec(url.pathname) ?? []
  if (!peertubeId.test(videoId)) return undefined
  return { kind: 'peertube', host: url.hostname, videoId, startSeconds }
}

/** Where a reader without scripts goes. */
export function watchAddress({ kind, host, videoId, startSeconds }: VideoLink): string {
  const start = startSeconds ? `${startSeconds}s` : ''
  if (kind === 'youtube') return `https://${host}/watch?v=${videoId}${start && `&t=${start}`}`
  return `https://${host}/w/${videoId}${start && `?start=${start}`}`
}

/** The origin that a frame with the video comes from. */
export function frameOrigin({ kind, host }: Pick<VideoLink, 'kind' | 'host'>): string {
  return kind === 'youtube' ? YOUTUBE_FRAMES : `https://${host}`
}

/** What the frame shows. PeerTube is told not to hand the reader's address to other viewers. */
export function frameAddress(video: VideoLink): string {
  const { kind, videoId, startSeconds } = video
  const query = new URLSearchParams({ autoplay: '1' })
  if (kind === 'youtube') {
    query.set('rel', '0')
    if (startSeconds) query.set('start', String(startSeconds))
    return `${frameOrigin(video)}/embed/${videoId}?${query}`
  }
  for (const [name, value] of Object.entries({ p2p: '0', peertubeLink: '0', warningTitle: '0' })) {
    query.set(name, value)
  }
  if (startSeconds) query.set('start', `${startSeconds}s`)
  return `${frameOrigin(video)}/videos/embed/${videoId}?${query}`
}

/** Where the host says whether it still has the video (https://oembed.com). */
export function oembedAddress(video: Pick<VideoLink, 'kind' | 'host' | 'videoId'>): string {
  const { kind, host, videoId } = video
  const query = new URLSearchParams({ format: 'json', url: watchAddress({ kind, host, videoId }) })
  const path = kind === 'youtube' ? '/oembed' : '/services/oembed'
  return `https://${host}${path}?${query}`
}

function youtubeIdOf({ hostname, pathname, searchParams }: URL): string | undefined {
  const [first = '', second = '', ...rest] = pathname.split('/').filter((part) => part !== '')
  if (rest.length > 0) return undefined
  const isShort = /(?:^|\.)youtu\.be$/.test(hostname)
  const inPath = isShort ? first : /^(?:shorts|embed|live|v|e)$/.test(first) ? second : ''
  const id = first === 'watch' && !isShort ? (searchParams.get('v') ?? '') : inPath
  return youtubeId.test(id) ? id : undefined
}

/** `t=90`, `t=90s`, `start=1m30s`, also behind `#`. */
function readStart({ searchParams, hash }: URL): number | undefined {
  const behind = new URLSearchParams(hash.slice(1))
  const given = [searchParams, behind].flatMap((query) => [query.get('t'), query.get('start')])
  const text = given.find((value) => value !== null) ?? ''
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s?)?$/.exec(text) ?? []
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return total > 0 && total <= MAX_START_SECONDS ? total : undefined
}
