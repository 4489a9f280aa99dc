import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../../platform/html/view.ts'
import { loadCatalogues } from '../../../platform/i18n/catalogues.ts'
import type { Picture as PictureData } from '../types.ts'
import { LinkedVideo, videoFrames } from './linked-video.tsx'
import { Picture } from './picture.tsx'

const view = {
  lang: 'en',
  t: loadCatalogues('locales').translator('en'),
  assets: { style: '/s.css', icon: '/i.svg', scripts: { video: '/assets/video-1.js' } },
} as unknown as View

const html = (node: VNode) => renderToString(node)
const address = 'https://youtu.be/dQw4w9WgXcQ?si=tracker'

const picture: PictureData = {
  id: 'x',
  hash: 'ab'.repeat(16),
  alt: 'A "street".',
  width: 960,
  height: 640,
  widths: [480, 960],
  createdAt: '2013-05-22T05:00:00.000Z',
}

test('a picture brings its sizes, its measures and its words, and waits until it is seen', () => {
  const page = html(<Picture picture={picture} />)
  const set = (format: string) =>
    `srcset="/media/${picture.hash}-480.${format} 480w, /media/${picture.hash}-960.${format} 960w"`
  assert.match(page, new RegExp(`<source type="image/webp" ${set('webp')}`))
  assert.match(page, new RegExp(`src="/media/${picture.hash}-960.jpg" ${set('jpg')}`))
  assert.match(page, /width="960" height="640" alt="A &quot;street&quot;\." loading="lazy"/)
  const eager = html(<Picture picture={picture} alt="Улица." language={{ lang: 'ru' }} isEager />)
  assert.match(eager, /alt="Улица\." decoding="async" lang="ru"/)
})

test('a video is a plain link, and says whom a click will reach', () => {
  const page = html(<LinkedVideo view={view} title="A film" address={address} />)
  assert.match(
    page,
    /<a class="poster" href="https:\/\/www\.youtube\.com\/watch\?v=dQw4w9WgXcQ" rel="noopener noreferrer nofollow"/,
  )
  assert.match(page, /data-frame="https:\/\/www\.youtube-nocookie\.com\/embed\/dQw4w9WgXcQ/)
  assert.equal(page.match(/<path/g)?.length, 3)
  assert.match(page, /Leads to youtu\.be\. Nothing is loaded from there before/)
  assert.match(page, /<script type="module" src="\/assets\/video-1\.js"><\/script>/)
  assert.doesNotMatch(page, /<(img|iframe|video|link)|tracker"/)
  assert.deepEqual(videoFrames({ address }), ['https://www.youtube-nocookie.com'])
})

test('a video that cannot be shown in a page is linked to and nothing more', () => {
  const plain = { view, title: 'A film', address: 'https://video.example/film' }
  const page = html(<LinkedVideo {...plain} />)
  assert.match(page, /href="https:\/\/video\.example\/film" rel="noopener noreferrer nofollow"/)
  assert.doesNotMatch(page, /<script|data-frame/)
  assert.deepEqual(videoFrames(plain), [])
})

test('what is no address of the web leads nowhere', () => {
  for (const hostile of ['javascript:alert(1)', 'data:text/html,x', 'https://']) {
    const page = html(
      <LinkedVideo view={view} title="A film" address={hostile} archiveAddress={hostile} />,
    )
    assert.doesNotMatch(page, /<a |javascript:|data:text/)
    assert.match(page, /not recorded here/)
    // The poster does not pretend that there is something to play.
    assert.equal(page.match(/<path/g)?.length, 2)
    assert.deepEqual(videoFrames({ address: hostile }), [])
  }
})

test('a video that is gone says since when, and leads to the copy in the archive', () => {
  const gone = { view, title: 'A film', address, unavailableSince: '2013-06-03T04:00:00.000Z' }
  const archiveAddress = 'https://archive.example/copy'
  const page = html(<LinkedVideo {...gone} archiveAddress={archiveAddress} />)
  assert.match(page, /No longer available at youtu\.be since 3 June 2013\./)
  assert.match(page, /<a class="poster" href="https:\/\/archive\.example\/copy"/)
  assert.match(page, />Archive copy \(archive\.example\)<\/a>/)
  assert.doesNotMatch(page, /<script|data-frame/)
  assert.deepEqual(videoFrames(gone), [])
  assert.match(html(<LinkedVideo {...gone} />), /<p class="poster">/)
})
