import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  frameAddress,
  frameOrigin,
  oembedAddress,
  readVideoLink,
  watchAddress,
} from './read-link.ts'

const ID = 'dQw4w9WgXcQ'
const UUID = '9c9de5e8-0a1e-484a-b099-e80766180a6d'
const SHORT = 'kkGMgK9ZtnKfYAgnEtQxbv'

const onYoutube: [address: string, start?: number][] = [
  [`https://www.youtube.com/watch?v=${ID}`],
  [`http://youtube.com/watch?v=${ID}`],
  [`https://m.youtube.com/watch?app=desktop&v=${ID}&feature=share`],
  [`https://music.youtube.com/watch?v=${ID}&si=tracker`],
  [`https://www.youtube.com/watch?v=${ID}&list=PLabc&index=3`],
  [`https://www.youtube.com/watch/?v=${ID}`],
  [`https://youtu.be/${ID}`],
  [`https://youtu.be/${ID}?si=tracker&t=90`, 90],
  [`https://youtu.be/${ID}?t=1m30s`, 90],
  [`https://www.youtube.com/watch?v=${ID}&t=1h2m3s`, 3723],
  [`https://www.youtube.com/watch?v=${ID}#t=42`, 42],
  [`https://www.youtube.com/watch?v=${ID}&t=soon`],
  [`https://www.youtube.com/shorts/${ID}`],
  [`https://www.youtube.com/live/${ID}?feature=share`],
  [`https://www.youtube.com/embed/${ID}?start=7`, 7],
  [`https://www.youtube-nocookie.com/embed/${ID}`],
  [`https://www.youtube.com/v/${ID}`],
  [`HTTPS://WWW.YOUTUBE.COM/watch?v=${ID}`],
]

test('an address on YouTube is known in each of its forms, and keeps nothing but the video', () => {
  for (const [address, startSeconds] of onYoutube) {
    const video = { kind: 'youtube', host: 'www.youtube.com', videoId: ID, startSeconds }
    assert.deepEqual(readVideoLink(address), video, address)
  }
})

const onPeertube: [address: string, host: string, videoId: string, start?: number][] = [
  [`https://tube.example/w/${SHORT}`, 'tube.example', SHORT],
  [`https://tube.example/w/${SHORT}/`, 'tube.example', SHORT],
  [`https://tube.example/w/${UUID}?start=1m2s`, 'tube.example', UUID, 62],
  [`https://tube.example/videos/watch/${UUID}`, 'tube.example', UUID],
  [`https://tube.example/videos/embed/${UUID}?title=0`, 'tube.example', UUID],
  [`https://VIDEO.sub-domain.example/w/${SHORT}#t=5`, 'video.sub-domain.example', SHORT, 5],
  [`https://видео.example/w/${SHORT}`, 'xn--b1aedk6a.example', SHORT],
]

test('an address on an instance of PeerTube is known in each of its forms', () => {
  for (const [address, host, videoId, startSeconds] of onPeertube) {
    const video = { kind: 'peertube', host, videoId, startSeconds }
    assert.deepEqual(readVideoLink(address), video, address)
  }
})

const plainLinks = [
  '',
  'not an address',
  `youtube.com/watch?v=${ID}`,
  'https://www.youtube.com/',
  'https://www.youtube.com/@campaign',
  'https://www.youtube.com/playlist?list=PLabc',
  'https://www.youtube.com/watch?v=short',
  `https://www.youtube.com/watch?v=${ID}extra`,
  `https://www.youtube.com/embed/${ID}/more`,
  `https://www.youtube.com/watch?v=${ID}%22onload=alert(1)`,
  'https://youtu.be/../../evil',
  `https://www.youtube.com.evil.example/watch?v=${ID}`,
  `https://www.youtube.com@evil.example/watch?v=${ID}`,
  `https://user:pass@tube.example/w/${SHORT}`,
  `https://tube.example:8443/w/${SHORT}`,
  `http://tube.example/w/${SHORT}`,
  `https://tube.example/w/p/${SHORT}`,
  `https://tube.example/w/${SHORT}'%22`,
  `https://tube.example/w/0OIl${SHORT.slice(4)}`,
  `https://tube.example/videos/watch/${UUID}/..%2f..%2fadmin`,
  `https://127.0.0.1/w/${SHORT}`,
  `https://2130706433/w/${SHORT}`,
  `https://[::1]/w/${SHORT}`,
  `https://[::ffff:10.0.0.1]/w/${SHORT}`,
  `https://localhost/w/${SHORT}`,
  `https://router.local/w/${SHORT}`,
  `https://intranet/w/${SHORT}`,
  `https://db.internal/w/${SHORT}`,
  `https://a;frame-src.example/w/${SHORT}`,
  `https://a,b.example/w/${SHORT}`,
  `https://'self'.example/w/${SHORT}`,
  `https://*.example/w/${SHORT}`,
  `javascript:alert(1)//www.youtube.com/watch?v=${ID}`,
  `data:text/html,https://youtu.be/${ID}`,
  `ftp://www.youtube.com/watch?v=${ID}`,
  `//www.youtube.com/watch?v=${ID}`,
  'https://video.example/film.mp4',
]

test('every other address stays a plain link', () => {
  for (const address of plainLinks) assert.equal(readVideoLink(address), undefined, address)
})

test('addresses are written anew from what was understood', () => {
  const youtube = readVideoLink(`https://youtu.be/${ID}?si=tracker&t=90`)
  assert.ok(youtube)
  assert.equal(watchAddress(youtube), `https://www.youtube.com/watch?v=${ID}&t=90s`)
  assert.equal(
    frameAddress(youtube),
    `https://www.youtube-nocookie.com/embed/${ID}?autoplay=1&rel=0&start=90`,
  )
  assert.equal(frameOrigin(youtube), 'https://www.youtube-nocookie.com')
  assert.equal(
    oembedAddress(youtube),
    `https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D${ID}`,
  )

  const peertube = readVideoLink(`https://tube.example/videos/watch/${UUID}?start=5&subtitle=ru`)
  assert.ok(peertube)
  assert.equal(watchAddress(peertube), `https://tube.example/w/${UUID}?start=5s`)
  assert.equal(
    frameAddress(peertube),
    `https://tube.example/videos/embed/${UUID}?autoplay=1&p2p=0&peertubeLink=0&warningTitle=0&start=5s`,
  )
  assert.equal(frameOrigin(peertube), 'https://tube.example')
  assert.equal(
    oembedAddress(peertube),
    `https://tube.example/services/oembed?format=json&url=https%3A%2F%2Ftube.example%2Fw%2F${UUID}`,
  )
})
