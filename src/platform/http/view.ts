import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { guessCountry } from '../countries.ts'
import type { Assets } from '../html/assets.ts'
import type { View } from '../html/view.ts'
import type { Catalogues } from '../i18n/catalogues.ts'
import { directionOf } from '../i18n/format.ts'
import { chooseLanguage, parseAcceptLanguage } from '../i18n/negotiate.ts'
import { remember } from '../remember.ts'
import type { Reader } from './cached-pages.ts'
import { languagePrefixOf } from './language.ts'

interface ViewDeps {
  config: Config
  catalogues: Catalogues
  readerOf: (acceptLanguage?: string) => Reader
  assets: Assets
}

const MAX_REMEMBERED = 1000

/** Remembers what each `Accept-Language` means; browsers send few different ones. */
export function createReaderOf(catalogues: Catalogues): (acceptLanguage?: string) => Reader {
  const readerOf = remember(MAX_REMEMBERED, (header) => readReader(header, catalogues))
  return (acceptLanguage = '') => readerOf(acceptLanguage)
}

function readReader(acceptLanguage: string | undefined, { languages }: Catalogues): Reader {
  return {
    lang: chooseLanguage(parseAcceptLanguage(acceptLanguage), languages),
    country: guessCountry(acceptLanguage) ?? '',
  }
}

/** What pages may know of a request: its language and addresses, nothing of the person. */
export function createView(
  request: Pick<FastifyRequest, 'raw' | 'url' | 'headers'>,
  { config, catalogues, assets, readerOf }: ViewDeps,
): View {
  const prefix = languagePrefixOf(request.raw)
  const reader = readerOf(request.headers['accept-language'])
  const lang = prefix ?? reader.lang
  return {
    lang,
    dir: directionOf(lang),
    t: catalogues.translator(lang),
    path: request.url,
    link: (path) => (prefix ? `/${prefix}${path}` : path),
    inLanguage: (other) => `/${other}${request.url}`,
    languages: catalogues.languages,
    siteName: config.siteName,
    organisation: config.organisation,
    publicUrl: config.publicUrl,
    demo: config.demo,
    assets: pathsOf(assets),
    guessedCountry: reader.country || undefined,
  }
}

function pathsOf({ style, deskStyle, icon, scripts }: Assets): View['assets'] {
  const paths = Object.entries(scripts).map(([name, { path }]) => [name, path])
  return {
    style: style.path,
    deskStyle: deskStyle.path,
    icon: icon.path,
    scripts: Object.fromEntries(paths),
  }
}
