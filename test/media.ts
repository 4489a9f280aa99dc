import { importAppeals } from '../src/slices/appeals/index.ts'
import type { TestApp } from './harness.ts'
import { photograph } from './pictures.ts'

export const MEDIA_PATH = '/2013/05/22/seen-in-astana/'
export const VIDEO_ADDRESS = 'https://youtu.be/dQw4w9WgXcQ?si=tracker&t=90'

const original = `---
title: Seen in Astana
call: Look, and write today.
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: seen-in-astana
pictures:
  street: {file: street.jpg, alt: A street with barriers., caption: At noon., credit: Ana M.}
  yard: {file: yard.jpg, alt: A yard with cut wires.}
  poster: {file: poster.jpg, alt: A megaphone on a balcony.}
video:
  title: What was seen
  url: ${VIDEO_ADDRESS}
  archive_url: https://archive.example/what-was-seen
  poster: poster
---

The story, in **one** sentence.
`

const translation = `---
translates: 2013/05/22/seen-in-astana
language: ru
title: Увиденное в Астане
call: Посмотрите и напишите сегодня.
pictures:
  street: {alt: Улица с заграждениями.}
---

Рассказ одной фразой.
`

/** Publishes an appeal with pictures and a video. */
export async function publishMedia({ deps }: Pick<TestApp, 'deps'>): Promise<void> {
  const widths: Record<string, number> = { 'street.jpg': 500, 'yard.jpg': 400, 'poster.jpg': 300 }
  const readBeside = (path: string) => photograph(widths[path] ?? 0, 700)
  const files = [original, translation].map((text, index) => ({
    name: `seen-${index}.md`,
    bytes: Buffer.from(text),
    readBeside,
  }))
  await importAppeals(deps, files, { publish: true })
}
