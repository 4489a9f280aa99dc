import type { Translator } from '../i18n/catalogues.ts'

/** What a page may know of the request and of the installation. */
export interface View {
  lang: string
  dir: 'ltr' | 'rtl'
  t: Translator
  /** Path and query asked for, without the language prefix. */
  path: string
  /** Address of a path on this site, which keeps to the language that the reader chose. */
  link(path: string): string
  /** Address of this very page in another language. */
  inLanguage(lang: string): string
  /** Languages of the interface. */
  languages: readonly string[]
  siteName: string
  /** A picture in place of the site's name. */
  logo?: { path: string; width: number; height: number }
  organisation: string
  /** A page elsewhere that says who is behind the site. */
  aboutUrl?: string
  publicUrl: string
  demo: boolean
  assets: {
    style: string
    deskStyle: string
    icon: string
    /** Scripts that improve forms, by the name of their file. */
    scripts: Record<string, string>
  }
  /** State guessed from the reader's languages, never from the network address. */
  guessedCountry?: string
}
