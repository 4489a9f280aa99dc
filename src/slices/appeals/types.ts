import type { Day, Instant } from '../../platform/time.ts'
import type { Picture } from '../media/index.ts'

/** Where an appeal stands in the site: `/2013/05/22/SLUG/`. Never changes once published. */
export interface AppealKey {
  publishedOn: Day
  slug: string
}

/** A text together with the language it is really in, which may not be the one asked for. */
export interface LocalText {
  language: string
  text: string
}

/**
 * Words for the addressee in one language.
 *
 * `text` is plain text in paragraphs, without salutation and signature. `phone` is what to
 * say when calling instead of writing.
 */
export interface LetterText {
  language: string
  subject: string
  text: string
  phone?: string
}

/** The kinds of people a figure counts, in the order in which they are shown. */
export const figureKinds = [
  'detained',
  'on_trial',
  'sentenced',
  'fined',
  'released',
  'injured',
  'missing',
  'killed',
] as const
type FigureKind = (typeof figureKinds)[number]

/** A number as reported: "more than 80" is `{ atLeast: 81 }`. */
export type Count = { exactly: number } | { atLeast: number } | 'many' | 'some'

export interface Figure {
  kind: FigureKind
  count: Count
}

/** The state of the case on a day, on the word of a source. */
export interface Figures {
  asOf: Day
  source: string
  counts: Figure[]
}

/** A picture by the id it is kept under or, in a file that comes in, by the file beside it. */
export type PictureFact = { key: string; credit?: string } & ({ id: string } | { file: string })

/** An office that may be written to besides the mission; never a private person. */
export interface Addressee {
  key: string
  name: string
  /** What makes it an office: minister of justice, court, prison administration. */
  office: string
  email?: string
  /** Lines of an address. */
  postal?: string
}

/** What an appeal says that is the same in every language. */
export interface AppealFacts {
  country: string
  topics: string[]
  /** Languages the addressee reads, best first. */
  addresseeLanguages: string[]
  /** The day by which a letter still helps. */
  actBy?: Day
  figures?: Figures
  /** `licence` says on what terms others may repeat it, as a name or an address. */
  quotation?: { who: string; publishedOn?: Day; url?: string; licence?: string }
  /** `poster` is the key of a picture. */
  video?: { url?: string; archiveUrl?: string; poster?: string }
  pictures?: PictureFact[]
  /** The key of the case that the appeal is about; several appeals may be about one. */
  caseKey?: string
  /** People of that case whom the appeal speaks of, with what they are said to be in each language. */
  people?: { key: string; roles: Record<string, string> }[]
  addressees?: Addressee[]
  /** Who else should get a copy of a letter that somebody sends themselves. */
  copyTo?: string
  events: { key: string; happenedOn: Day; time?: string; source?: string }[]
  /** Keys of the demands, in the order in which they are shown. */
  demands: string[]
}

export interface KeyedText {
  key: string
  text: string
}

/** What a picture shows, for whoever does not see it, and what is written below it. */
export interface PictureText {
  key: string
  alt: string
  caption?: string
}

/** What an appeal says in one language. `story` is Markdown, `video` the video's title. */
export interface AppealTexts {
  language: string
  title: string
  call: string
  place?: string
  quotation?: string
  video?: string
  pictures?: PictureText[]
  /** Of a translation file, what people are said to be; it is kept with the facts. */
  people?: KeyedText[]
  events: KeyedText[]
  demands: KeyedText[]
  letters: LetterText[]
  /** Questions that help the supporter to write in their own words. */
  prompts: string[]
  story: string
}

/** The content of one appeal file. */
export type AppealFile =
  | { kind: 'original'; key: AppealKey; facts: AppealFacts; texts: AppealTexts }
  | { kind: 'translation'; key: AppealKey; texts: AppealTexts }

export interface Quotation {
  who: string
  publishedOn?: Day
  url?: string
  text: LocalText
  licence?: string
  /** Where the terms of the licence stand. */
  licenceUrl?: string
}

export interface Demand {
  key: string
  text: LocalText
}

/** `time` is local time as `HH:MM`, where the source gives one. */
export interface TimelineEvent {
  key: string
  happenedOn: Day
  time?: string
  source?: string
  text: LocalText
}

export interface ShownPicture {
  key: string
  picture: Picture
  alt: LocalText
  caption?: LocalText
  credit?: string
}

export interface VideoLink {
  url?: string
  title: LocalText
  /** A copy in an archive. */
  archiveUrl?: string
  poster?: ShownPicture
  /** Since when its host no longer has it. */
  unavailableSince?: Instant
}

/** Another issue of an appeal: what it carries on, or what carries it on. */
export interface IssueLink {
  path: string
  publishedOn: Day
  title: LocalText
}

/** An appeal as a reader meets it: facts with the texts in the best language there is. */
export interface Appeal {
  id: string
  key: AppealKey
  /** `/2013/05/22/SLUG/`, without language prefix. */
  path: string
  /** The accused state. */
  country: string
  topics: string[]
  /** The language of title, call and story. */
  language: string
  originalLanguage: string
  /** Every language the appeal exists in, the original first. */
  languages: string[]
  title: string
  call: string
  place: LocalText
  /** Markdown. */
  story: string
  figures?: Figures
  /** The key of the case that it is about. */
  caseKey?: string
  quotation?: Quotation
  video?: VideoLink
  /** Without the poster of the video. */
  pictures: ShownPicture[]
  demands: Demand[]
  events: TimelineEvent[]
  letters: LetterText[]
  addresseeLanguages: string[]
  addressees: Addressee[]
  copyTo?: string
  prompts: { language: string; items: string[] }
  actBy?: Day
  publishedAt: Instant
  changedAt: Instant
  withdrawnAt?: Instant
  /** It has come to its end; no letter is offered any more. */
  closed?: { at: Instant; outcome: LocalText }
  issues: { before?: IssueLink; later: IssueLink[] }
}

/** An appeal in a list. */
export interface Teaser {
  id: string
  key: AppealKey
  path: string
  country: string
  language: string
  title: string
  call: string
  place: LocalText
}

/** The limits of an appeal file. Texts are counted in characters (UTF-16 units). */
export const limits = {
  fileBytes: 256 * 1024,
  slugChars: 100,
  titleChars: 200,
  altChars: 500,
  callChars: 600,
  nameChars: 200,
  urlChars: 2000,
  topics: 12,
  addresseeLanguages: 8,
  events: 200,
  casePeople: 500,
  caseKeyChars: 60,
  demands: 30,
  pictures: 20,
  addressees: 12,
  prompts: 12,
  letters: 20,
  subjectChars: 150,
  letterChars: 6000,
  paragraphChars: 4000,
  storyChars: 100_000,
  people: 10_000_000,
} as const
