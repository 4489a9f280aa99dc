import type { Translator } from '../../../platform/i18n/catalogues.ts'
import type { Reason } from '../types.ts'

/** Why a comment waits, as a sentence. */
export function reasonSentence(t: Translator, { code, word = '', count = 0 }: Reason): string {
  return t(`comments.reason_${code}`, { word, count })
}
