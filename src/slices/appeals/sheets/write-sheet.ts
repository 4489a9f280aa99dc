import type { AppealFacts, AppealKey, AppealTexts, Count } from '../types.ts'
import { type SheetFields, tidyFields } from './fields.ts'

/** The sheet that reads as this appeal, for what came in as a file. */
export function writeOriginal(key: AppealKey, facts: AppealFacts, texts: AppealTexts): SheetFields {
  const { quotation, video, figures } = facts
  const counts = figures?.counts.map(({ kind, count }) => [`figures.${kind}`, countOf(count)])
  return tidy({
    title: texts.title,
    call: texts.call,
    country: facts.country,
    place: texts.place,
    date: key.publishedOn,
    slug: key.slug,
    topics: facts.topics.join(', '),
    act_by: facts.actBy,
    story: texts.story,
    'quotation.who': quotation?.who,
    'quotation.date': quotation?.publishedOn,
    'quotation.url': quotation?.url,
    'quotation.licence': quotation?.licence,
    'quotation.text': texts.quotation,
    'video.title': texts.video,
    'video.url': video?.url,
    'video.archive_url': video?.archiveUrl,
    'video.poster': video?.poster,
    'figures.as_of': figures?.asOf,
    'figures.source': figures?.source,
    ...Object.fromEntries(counts ?? []),
    addressee_languages: facts.addresseeLanguages.join(', '),
    copy_to: facts.copyTo,
    prompts: texts.prompts.join('\n'),
    ...rowsOf(facts, texts),
  })
}

export function writeTranslation(texts: AppealTexts): SheetFields {
  const letter = texts.letters.find(({ language }) => language === texts.language)
  return tidy({
    title: texts.title,
    call: texts.call,
    place: texts.place,
    story: texts.story,
    'quotation.text': texts.quotation,
    'video.title': texts.video,
    'letter.subject': letter?.subject,
    'letter.text': letter?.text,
    'letter.phone': letter?.phone,
    prompts: texts.prompts.join('\n'),
    ...row('events', texts.events),
    ...row('demands', texts.demands),
    ...row('pictures', texts.pictures ?? []),
  })
}

function rowsOf(facts: AppealFacts, texts: AppealTexts): Loose {
  const textOf = new Map(texts.events.map(({ key, text }) => [key, text]))
  const words = new Map(texts.pictures?.map((each) => [each.key, each]))
  return {
    ...row(
      'events',
      facts.events.map(({ key, happenedOn, time, source }) => ({
        key,
        date: happenedOn,
        time,
        source,
        text: textOf.get(key),
      })),
    ),
    ...row(
      'demands',
      facts.demands.map((key) => ({
        key,
        text: texts.demands.find((demand) => demand.key === key)?.text,
      })),
    ),
    ...row(
      'letters',
      texts.letters.map((letter) => ({ key: letter.language.toLowerCase(), ...letter })),
    ),
    ...row(
      'pictures',
      (facts.pictures ?? []).map(({ key, credit, ...source }) => ({
        key,
        id: 'id' in source ? source.id : undefined,
        alt: words.get(key)?.alt,
        caption: words.get(key)?.caption,
        credit,
      })),
    ),
    ...row('addressees', facts.addressees ?? []),
  }
}

function countOf(count: Count): string {
  if (typeof count === 'string') return count
  return 'exactly' in count ? String(count.exactly) : `${count.atLeast}+`
}

type Loose = Record<string, string | undefined>

/** Rows of a list as fields: `events.raids.text`. */
function row(
  list: string,
  items: ({ key: string } & Record<string, string | undefined>)[] | readonly { key: string }[],
): Loose {
  return Object.fromEntries(
    items.flatMap(({ key, ...parts }) =>
      Object.entries(parts).map(([part, text]) => [`${list}.${key}.${part}`, text]),
    ),
  )
}

function tidy(fields: Loose): SheetFields {
  const filled = Object.entries(fields).filter(([, text]) => text !== undefined)
  return tidyFields(Object.fromEntries(filled) as SheetFields)
}
