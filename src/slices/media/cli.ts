import { readFile } from 'node:fs/promises'
import type { Command, Output } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { addPicture } from './pictures/add.ts'
import { checkFiles } from './pictures/check-files.ts'
import { removePicture } from './pictures/remove.ts'
import { listPictures } from './queries.ts'
import type { WatchedVideo } from './types.ts'
import { askHost } from './videos/ask-host.ts'
import { checkVideos } from './videos/check.ts'
import { listVideos } from './videos/queries.ts'
import { watchAddress } from './videos/read-link.ts'

type Values = Record<string, string | boolean | undefined>

/** `media add`, `list`, `check` and `remove`. */
export const mediaCommands: Command[] = [
  {
    name: 'media add',
    usage: 'FILE --alt WORDS [--credit WHO] [--source WHERE_FROM] [--licence WHICH] [--again]',
    summary: 'Takes in a picture and prints the id that an appeal file calls it by.',
    options: {
      alt: { type: 'string' },
      credit: { type: 'string' },
      source: { type: 'string' },
      licence: { type: 'string' },
      again: { type: 'boolean' },
    },
    run: ({ deps, values, positionals, out }) => add(deps, { values, positionals }, out),
  },
  {
    name: 'media list',
    usage: '',
    summary: 'Lists the pictures, the newest first, and the videos that appeals link to.',
    run: ({ deps, out }) => list(deps, out),
  },
  {
    name: 'media check',
    usage: '[--tidy] [--videos]',
    summary:
      'Looks whether the files of every picture are whole; --videos asks the hosts of videos.',
    options: { tidy: { type: 'boolean' }, videos: { type: 'boolean' } },
    run: ({ deps, values, out }) => check(deps, values, out),
  },
  {
    name: 'media remove',
    usage: 'ID',
    summary: 'Takes a picture away for good, from every page and from the disk.',
    async run({ deps, positionals: [id], out }) {
      const t = deps.catalogues.translator('en')
      if (!id) return wronglyCalled(out, t('media.cli_no_id'))
      await removePicture(deps, id)
      out.line(t('media.cli_removed', { id }))
      return 0
    },
  },
]

async function add(
  deps: Deps,
  { values, positionals: [file] }: { values: Values; positionals: string[] },
  out: Output,
): Promise<number> {
  const t = deps.catalogues.translator('en')
  if (!file) return wronglyCalled(out, t('media.cli_no_file'))
  const given = {
    bytes: await readInput(file),
    alt: textOf(values.alt) ?? '',
    credit: textOf(values.credit),
    source: textOf(values.source),
    licence: textOf(values.licence),
  }
  const { picture, isNew } = await addPicture(deps, given, {
    again: values.again === true,
    onProgress: out.progress,
  })
  if (!isNew) out.note(t('media.cli_known'))
  out.line(picture.id)
  return 0
}

async function list({ db, catalogues }: Deps, out: Output): Promise<number> {
  const t = catalogues.translator('en')
  const [pictures, videos] = await Promise.all([listPictures(db), listVideos(db)])
  if (pictures.length === 0) out.note(t('media.cli_no_pictures'))
  for (const { id, width, height, alt, credit } of pictures) {
    const columns = [id, `${width}×${height}`.padEnd(9), alt, credit && `(${credit})`]
    out.line(columns.filter(Boolean).join('  '))
  }
  for (const video of videos) out.line(`${watchAddress(video)}  ${t(...stateOf(video))}`)
  return 0
}

async function check(deps: Deps, values: Values, out: Output): Promise<number> {
  const t = deps.catalogues.translator('en')
  const { broken, strays } = await checkFiles(deps, {
    tidy: values.tidy === true,
    onProgress: out.progress,
  })
  for (const { picture, files } of broken) {
    out.line(t('media.cli_broken', { id: picture.id, files: files.join(', ') }))
  }
  const tidied = values.tidy === true ? 'yes' : 'no'
  if (strays.length > 0) out.line(t('media.cli_strays', { count: strays.length, tidied }))
  if (broken.length === 0) out.line(t('media.cli_whole'))
  if (values.videos === true) await askAboutVideos(deps, out)
  return broken.length === 0 ? 0 : 1
}

async function askAboutVideos(deps: Deps, out: Output): Promise<void> {
  const t = deps.catalogues.translator('en')
  const videos = await listVideos(deps.db)
  const { signal } = new AbortController()
  let done = 0
  for (const video of videos) {
    const [found] = await checkVideos({ ...deps, askHost }, signal, [video])
    if (found) out.line(`${watchAddress(found.video)}  ${t(...stateOf(found.video))}`)
    done += 1
    out.progress(done, videos.length)
  }
}

function stateOf(video: WatchedVideo): [key: string, values: Record<string, string>] {
  const { unavailableSince, missingSince, silentSince, checkedAt } = video
  const day = (unavailableSince ?? missingSince ?? silentSince ?? checkedAt)?.slice(0, 10) ?? ''
  if (unavailableSince) return ['media.cli_video_gone', { day }]
  if (missingSince) return ['media.cli_video_missing', { day }]
  if (silentSince) return ['media.cli_video_silent', { day }]
  return checkedAt ? ['media.cli_video_there', { day }] : ['media.cli_video_unchecked', {}]
}

async function readInput(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    throw new AppError('invalid', 'media.cannot_read_file', { file, reason }, { cause })
  }
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function wronglyCalled(out: Output, message: string): number {
  out.note(message)
  return 2
}
