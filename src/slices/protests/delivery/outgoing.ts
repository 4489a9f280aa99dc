import type { Catalogues } from '../../../platform/i18n/catalogues.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Display, LetterContent } from '../types.ts'

/** What decides how a letter looks when it leaves. */
export interface LetterDraft {
  content: LetterContent
  display: Display
  letterLanguage: string
  readerCountry: string
  /** Type of the mission, which decides how it is addressed. */
  missionType: string
}

/** The letter as the mission gets it. */
export interface OutgoingLetter {
  /** Who speaks, in front of "via Organisation"; undefined: the organisation itself. */
  onBehalfOf?: string
  /** Where answers go; undefined: to the organisation. */
  replyTo?: string
  subject: string
  /** Salutation, the writer's words, signature. */
  text: string
}

/**
 * Makes of a supporter's words what the mission will read: no link, no tracker, nothing about the
 * writer beyond what they chose to show.
 */
export function composeOutgoing(
  { catalogues, organisation }: { catalogues: Catalogues; organisation: string },
  draft: LetterDraft,
): OutgoingLetter {
  const { content, display } = draft
  const parts = [
    salutation(catalogues, draft.letterLanguage, draft.missionType),
    content.text.trim(),
    signature({ catalogues, organisation }, { ...draft, name: content.name }),
  ]
  return {
    onBehalfOf: visibleName(draft),
    replyTo: display === 'full' ? content.email : undefined,
    subject: content.subject,
    text: parts.filter((part) => part !== '').join('\n\n'),
  }
}

/** How the letter begins; empty when there is no catalogue of its language. */
export function salutation(catalogues: Catalogues, language: string, missionType: string): string {
  if (!catalogues.languages.includes(language)) return ''
  const isLedByAmbassador = ['embassy', 'high_commission', 'nunciature'].includes(missionType)
  return catalogues.translator(language)(
    isLedByAmbassador ? 'protests.salutation_ambassador' : 'protests.salutation_general',
  )
}

/** How the letter ends: who signs, and where they live. */
export function signature(
  { catalogues, organisation }: { catalogues: Catalogues; organisation: string },
  draft: Pick<LetterDraft, 'display' | 'letterLanguage' | 'readerCountry'> & { name: string },
): string {
  const country = countryName(draft.letterLanguage, draft.readerCountry)
  if (draft.display === 'organisation') {
    const t = catalogues.translator(draft.letterLanguage)
    const values = { country: countryName(t.lang, draft.readerCountry), organisation }
    return `${t('protests.signed_by_organisation', values)}\n${organisation}`
  }
  return `${draft.display === 'first' ? firstName(draft.name) : draft.name}\n${country}`
}

function visibleName({ content, display, letterLanguage, readerCountry }: LetterDraft) {
  if (display === 'organisation') return undefined
  if (display === 'full') return content.name
  return `${firstName(content.name)}, ${countryName(letterLanguage, readerCountry)}`
}

function firstName(name: string): string {
  return name.split(/\s+/)[0] ?? name
}
