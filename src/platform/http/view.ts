import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { guessCountry } from '../countries.ts'
import type { Asset } from '../html/assets.ts'
import type { View } from '../html/view.ts'
import type { Catalogues } from '../i18n/catalogues.ts'
import { directionOf } from '../i18n/format.ts'
import { chooseLanguage, parseAcceptLanguage } from '../i18n/negotiate.ts'
import { languagePrefixOf } from './language.ts'

interface ViewDeps {
  config: Config
  catalogues: Catalogues
  assets: { style: Asset; icon: Asset }
}

/** What pages may know of a request: its language and addresses, nothing of the person. */
export function createView(
  request: Pick<FastifyRequest, 'raw' | 'url' | 'headers'>,
  { config, catalogues, assets }: ViewDeps,
): View {
  const acceptLanguage = request.headers['accept-language']
  const prefix = languagePrefixOf(request.raw)
  const lang = prefix ?? chooseLanguage(parseAcceptLanguage(acceptLanguage), catalogues.languages)
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
    assets: { style: assets.style.path, icon: assets.icon.path },
    guessedCountry: guessCountry(acceptLanguage),
  }
}
