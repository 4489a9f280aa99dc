import { chooseLanguage } from '../../platform/i18n/negotiate.ts'
import type { Instant } from '../../platform/time.ts'
import type { Picture } from '../media/index.ts'
import { licenceAddress } from './licence.ts'
import { appealPath } from './paths.ts'
import type {
  Appeal,
  AppealFacts,
  AppealKey,
  AppealTexts,
  IssueLink,
  KeyedText,
  LocalText,
  ShownPicture,
} from './types.ts'

/** An appeal as it is kept: the facts, and the texts of every language, the original's first. */
export interface StoredAppeal {
  id: string
  key: AppealKey
  facts: AppealFacts
  texts: [AppealTexts, ...AppealTexts[]]
  /** What the room of media says of the pictures and the video; for the page of the appeal. */
  media?: { pictures: ReadonlyMap<string, Picture>; videoLostAt?: Instant }
  changedAt: Instant
  publishedAt?: Instant
  withdrawnAt?: Instant
  /** The appeal that this one carries on. */
  updatesId?: string
  /** How it came to its end, by language. */
  closing?: { at: Instant; outcomes: Record<string, string> }
  /** Other issues of it, for its page. */
  issues?: { before?: IssueLink; later: IssueLink[] }
}

/**
 * Puts facts and texts together for a reader of `lang`.
 *
 * Title, call and story come from one text: the translation where there is one, else the
 * original. Whatever a translation leaves out is taken from the original and says so.
 */
export function composeAppeal(stored: StoredAppeal, publishedAt: Instant, lang: string): Appeal {
  const { facts, key, texts } = stored
  const original = texts[0]
  const languages = texts.map(({ language }) => language)
  const chosen = chooseLanguage([lang], languages)
  const text = texts.find(({ language }) => language === chosen) ?? original
  const local = (pick: (from: AppealTexts) => string | undefined) => localText(text, original, pick)
  const pictures = picturesOf(stored, (pick) => local(pick))
  const { poster, ...video } = facts.video ?? {}
  const byKey = (field: 'events' | 'demands', wanted: string) =>
    local((from) => textOf(from[field], wanted))

  return {
    id: stored.id,
    key,
    path: appealPath(key),
    country: facts.country,
    topics: facts.topics,
    language: text.language,
    originalLanguage: original.language,
    languages,
    title: text.title,
    call: text.call,
    place: local(({ place }) => place),
    story: text.story,
    figures: facts.figures,
    caseKey: facts.caseKey,
    quotation: facts.quotation && {
      ...facts.quotation,
      licenceUrl: licenceAddress(facts.quotation.licence ?? ''),
      text: local((from) => from.quotation),
    },
    video: facts.video && {
      ...video,
      title: local((from) => from.video),
      poster: pictures.find(({ key: each }) => each === poster),
      unavailableSince: stored.media?.videoLostAt,
    },
    pictures: pictures.filter(({ key: each }) => each !== poster),
    demands: facts.demands.map((demand) => ({ key: demand, text: byKey('demands', demand) })),
    events: facts.events.map((event) => ({ ...event, text: byKey('events', event.key) })),
    letters: lettersOf(texts),
    addresseeLanguages: facts.addresseeLanguages,
    addressees: facts.addressees ?? [],
    copyTo: facts.copyTo,
    prompts: promptsOf(text, original),
    actBy: facts.actBy,
    publishedAt,
    changedAt: stored.changedAt,
    withdrawnAt: stored.withdrawnAt,
    closed: stored.closing && closedAs(stored.closing, text.language, original.language),
    issues: stored.issues ?? { later: [] },
  }
}

function closedAs(
  { at, outcomes }: NonNullable<StoredAppeal['closing']>,
  lang: string,
  original: string,
): Appeal['closed'] {
  const language = outcomes[lang] === undefined ? original : lang
  return { at, outcome: { language, text: outcomes[language] ?? '' } }
}

/** The pictures that there are; one that was taken away is left out. */
function picturesOf(
  { facts, media }: StoredAppeal,
  local: (pick: (from: AppealTexts) => string | undefined) => LocalText,
): ShownPicture[] {
  return (facts.pictures ?? []).flatMap((fact) => {
    const picture = 'id' in fact ? media?.pictures.get(fact.id) : undefined
    if (!picture) return []
    const { key, credit = picture.credit } = fact
    const textIn = (from: AppealTexts) => from.pictures?.find((each) => each.key === key)
    const caption = local((from) => textIn(from)?.caption)
    return {
      key,
      picture,
      alt: local((from) => textIn(from)?.alt),
      caption: caption.text === '' ? undefined : caption,
      credit,
    }
  })
}

function localText(
  text: AppealTexts,
  original: AppealTexts,
  pick: (from: AppealTexts) => string | undefined,
): LocalText {
  const own = pick(text)
  if (own !== undefined) return { language: text.language, text: own }
  return { language: original.language, text: pick(original) ?? '' }
}

function textOf(texts: KeyedText[], key: string): string | undefined {
  return texts.find((each) => each.key === key)?.text
}

/** A translation's letter takes the place of one that the original brings in that language. */
export function lettersOf(texts: readonly AppealTexts[]) {
  const letters = texts.flatMap((text) => text.letters)
  return [...new Map(letters.map((letter) => [letter.language, letter])).values()]
}

function promptsOf(text: AppealTexts, original: AppealTexts): Appeal['prompts'] {
  const { language, prompts } = text.prompts.length > 0 ? text : original
  return { language, items: prompts }
}
