import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Appeal } from '../../appeals/index.ts'
import { type Display, displays } from '../types.ts'
import type { MissionChoice } from './choose.ts'

interface SafetyGateProps {
  view: View
  appeal: Appeal
  choice: MissionChoice
  /** The way that the reader has taken. */
  display?: Display
}

/** What makes it dangerous to be known to the state that gets the letter. */
const questions = ['ties', 'family', 'consulate'] as const

/**
 * Before the form: whether it is safe to write under one's own name, and the three ways to write.
 *
 * NOTE: the boxes stand in no form and have no name, so that no browser can send what was ticked:
 * the answers are nobody's business but the reader's. Only the way that they take is in the address.
 */
export function SafetyGate({ view, appeal, choice, display }: SafetyGateProps) {
  const { t, lang, organisation } = view
  const words = { country: countryName(lang, appeal.country), organisation }
  return (
    <section class="gate no-print" aria-labelledby="gate-title">
      <h2 id="gate-title">{t('protests.gate_title')}</h2>
      <p>{t('protests.gate_text', words)}</p>
      {questions.map((question) => (
        <label key={question} class="choice">
          <input type="checkbox" />
          <span>{t(`protests.gate_${question}`, words)}</span>
        </label>
      ))}
      <p class="gate-none">{t('protests.gate_none', words)}</p>
      <p class="gate-some">{t('protests.gate_some', words)}</p>
      <ul class="gate-ways" aria-label={t('protests.gate_ways')}>
        {displays.map((each) => (
          <li key={each}>
            <a
              class="button"
              href={view.link(wayTo(appeal, choice, each))}
              aria-current={each === display ? 'true' : undefined}
            >
              {t(`protests.gate_way_${each}`, words)}
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{t('protests.gate_unsure', words)}</p>
    </section>
  )
}

function wayTo(appeal: Appeal, { from, mission, letter }: MissionChoice, display: Display): string {
  const query = new URLSearchParams({ from, mission: mission.id, lang: letter.language, display })
  return `${appeal.path}letter?${query}#letter-title`
}
