/** Somebody whose name is not to be shown. */
export interface HiddenName {
  /** Whoever it is; says nothing by itself. */
  id: string
  /** The full name as it is written, once for each script or spelling that is known. */
  spellings: readonly string[]
  /** What is shown instead by language; initials where a language has nothing. */
  instead: Readonly<Record<string, string>>
  /** Texts made of this fact are about the person: there a given name alone tells who is meant. */
  scope?: string
}

/** Somebody who may be named, and whose name a hidden one could be mistaken for. */
export interface ShownName {
  spellings: readonly string[]
}

export interface VeilOptions {
  /** Language of the text, for what is shown instead. */
  lang?: string
  /** Facts that the text is made of. */
  scopes?: readonly string[]
  /**
   * The text is HTML or XML: names are looked for in what is read of it, within and across
   * elements, and in the attributes that are read; what is written instead is escaped.
   */
  isMarkup?: boolean
}

/** Where a text names somebody, in UTF-16 units of that text; `end` is outside. */
export interface Naming {
  id: string
  start: number
  end: number
}

/** Hides names in texts, in whatever script, order or case they are written. */
export interface Veil {
  /** Whether there is nobody to hide. */
  isEmpty: boolean
  /** The text with each name replaced; the very same text when it names nobody. */
  text(text: string, options?: VeilOptions): string
  /**
   * The same for every string in a plain value, all of them taken as one text: a title that
   * names somebody in full makes the given name in the story below it tell who is meant.
   */
  all<T>(value: T, options?: VeilOptions): T
  /** The names that `text` would replace, first to last, parted from each other. */
  find(text: string, options?: VeilOptions): Naming[]
}

/** What a name may be used for; each needs a consent of its own. */
export const nameUses = ['pages', 'spread', 'letters'] as const
/**
 * `pages`: pages, the search and notices to readers. `spread`: what others take over: feeds, open
 * data, embeds, previews in social media, exported files. `letters`: letters to missions.
 */
export type NameUse = (typeof nameUses)[number]

/** The veils of this moment. */
export interface Veils {
  /** Never older than the last committed change of a consent, in whichever process it was made. */
  for(use: NameUse): Promise<Veil>
  /** Hides even those who may be named: tells which texts have to do with names. */
  forEverybody(): Promise<Veil>
}
