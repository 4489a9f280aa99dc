import type { Veil } from '../../../platform/veil/veil.ts'
import type { AppealTexts, StoredAppeal } from '../../appeals/index.ts'

/**
 * The appeal without the names that readers are not to meet, each text in its own language; the
 * very same appeal when it names nobody of them.
 */
export function veiledAppeal(veil: Veil, appeal: StoredAppeal): StoredAppeal {
  const said = { facts: appeal.facts, texts: appeal.texts }
  const veiled = veil.all(said)
  if (veiled === said) return appeal
  const inItsLanguage = (text: AppealTexts, index: number) =>
    veil.all(said, { lang: text.language }).texts[index] ?? text
  const [original, ...others] = appeal.texts
  const translations = others.map((text, index) => inItsLanguage(text, index + 1))
  return { ...appeal, facts: veiled.facts, texts: [inItsLanguage(original, 0), ...translations] }
}
