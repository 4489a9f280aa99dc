import type { Addressee, AppealFacts, Figure, Figures, LetterText, PictureText } from '../types.ts'
import { figureKinds, limits } from '../types.ts'
import { type Read, readMapping, readPairs, type Value } from './front-matter.ts'
import * as read from './readers.ts'

/** A text of some paragraphs, such as a quotation. */
export const paragraph = read.paragraphs(limits.paragraphChars)

/** Texts under keys of the author's own. */
export function keyedTexts(maxItems: number) {
  const readText: Read<{ text: string }> = (value) => {
    const text = paragraph(value)
    return text === undefined ? undefined : { text }
  }
  return read.keyed(readText, maxItems)
}

/** What people are said to be, by their keys in the case. */
export const peopleTexts: Read<{ key: string; text: string }[]> = read.keyed((value) => {
  const text = read.oneLine(limits.nameChars)(value)
  return text === undefined ? undefined : { text }
}, limits.casePeople)

/** People belong to a case; without one there is nobody to speak of. */
export function peopleOf(caseKey: string | undefined): typeof peopleTexts {
  return (value) =>
    caseKey === undefined ? value.report('appeals.file_no_case') : peopleTexts(value)
}

export const readEvent: Read<{
  happenedOn: string
  time?: string
  source?: string
  text: string
}> = (value) => {
  const event = readMapping(value, ['date', 'time', 'source', 'text'])
  return (
    event && {
      happenedOn: event.required('date', read.day) ?? '',
      time: event.optional('time', read.time),
      source: event.optional('source', read.oneLine(limits.nameChars)),
      text: event.required('text', paragraph) ?? '',
    }
  )
}

export const readQuotation: Read<{ facts: AppealFacts['quotation']; text: string }> = (value) => {
  const quotation = readMapping(value, ['who', 'date', 'url', 'licence', 'text'])
  return (
    quotation && {
      facts: {
        who: quotation.required('who', read.oneLine(limits.nameChars)) ?? '',
        publishedOn: quotation.optional('date', read.day),
        url: quotation.optional('url', read.webAddress),
        licence: quotation.optional('licence', read.oneLine(limits.nameChars)),
      },
      text: quotation.required('text', paragraph) ?? '',
    }
  )
}

/** A video, whose poster may be one of the pictures with these keys. */
export function readVideoWith(
  pictureKeys: readonly string[],
): Read<{ facts: AppealFacts['video']; title: string }> {
  return (value) => {
    const video = readMapping(value, ['url', 'title', 'archive_url', 'poster'])
    return (
      video && {
        facts: {
          url: video.optional('url', read.webAddress),
          archiveUrl: video.optional('archive_url', read.webAddress),
          poster: video.optional('poster', read.oneOf(pictureKeys)),
        },
        title: video.required('title', read.oneLine(limits.titleChars)) ?? '',
      }
    )
  }
}

export const readPicture: Read<{
  fact: { credit?: string } & ({ id: string } | { file: string })
  text: Omit<PictureText, 'key'>
}> = (value) => {
  const picture = readMapping(value, ['file', 'id', 'alt', 'caption', 'credit'])
  if (!picture) return undefined
  if (picture.has('file') === picture.has('id')) value.report('appeals.file_picture_source')
  const file = picture.optional('file', read.fileBeside)
  const id = picture.optional('id', read.oneLine(limits.nameChars)) ?? ''
  return {
    fact: {
      ...(file === undefined ? { id } : { file }),
      credit: picture.optional('credit', read.oneLine(limits.nameChars)),
    },
    text: {
      alt: picture.required('alt', read.oneLine(limits.altChars)) ?? '',
      caption: picture.optional('caption', read.oneLine(limits.callChars)),
    },
  }
}

/** What a translation says of a picture. */
export const readPictureText: Read<Omit<PictureText, 'key'>> = (value) => {
  const picture = readMapping(value, ['alt', 'caption'])
  return (
    picture && {
      alt: picture.required('alt', read.oneLine(limits.altChars)) ?? '',
      caption: picture.optional('caption', read.oneLine(limits.callChars)),
    }
  )
}

/** A minister, a court: offices that may be written to besides the mission. */
export const readAddressee: Read<Omit<Addressee, 'key'>> = (value) => {
  const addressee = readMapping(value, ['name', 'office', 'email', 'postal'])
  return (
    addressee && {
      name: addressee.required('name', read.oneLine(limits.nameChars)) ?? '',
      office: addressee.required('office', read.oneLine(limits.nameChars)) ?? '',
      email: addressee.optional('email', read.mailAddress),
      postal: addressee.optional('postal', read.lines(limits.paragraphChars)),
    }
  )
}

export const readFigures: Read<Figures> = (value) => {
  const figures = readMapping(value, ['as_of', 'source', ...figureKinds])
  if (!figures) return undefined
  const counts = figureKinds.flatMap((kind): Figure[] => {
    const count = figures.optional(kind, read.count)
    return count === undefined ? [] : [{ kind, count }]
  })
  return {
    asOf: figures.required('as_of', read.day) ?? '',
    source: figures.required('source', read.oneLine(limits.nameChars)) ?? '',
    counts,
  }
}

/** Letters by language; with `own`, in that language only. */
export function readLetterTexts(value: Value, own: string | undefined): LetterText[] | undefined {
  const pairs = readPairs(value)
  if (!pairs) return undefined
  if (pairs.size > limits.letters) {
    return value.report('appeals.file_too_many', { max: limits.letters })
  }
  return [...pairs].flatMap(([language, each]) => {
    if (!read.isLanguage(language)) {
      each.report('appeals.file_unknown_language', { value: language })
    } else if (own && language !== own) {
      each.report('appeals.file_letter_not_own', { language: own })
    }
    const letter = readMapping(each, ['subject', 'text', 'phone'])
    if (!letter) return []
    return {
      language,
      subject: letter.required('subject', read.oneLine(limits.subjectChars)) ?? '',
      text: letter.required('text', read.paragraphs(limits.letterChars)) ?? '',
      phone: letter.optional('phone', paragraph),
    }
  })
}
