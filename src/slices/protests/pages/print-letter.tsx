import { directionOf, formatDay } from '../../../platform/i18n/format.ts'
import { missionTitle } from '../../missions/index.ts'
import type { MissionChoice } from './choose.ts'
import type { LetterPageProps } from './letter-page.tsx'

type PrintLetterProps = Pick<LetterPageProps, 'view' | 'today' | 'values'> & {
  choice: MissionChoice
}

/**
 * The letter on paper: the address stands where the window of an envelope is (DIN 5008 form B, a DL
 * envelope of ISO 269), below it date, subject, text and a line to sign on.
 */
export function PrintLetter({ view, today, choice, values }: PrintLetterProps) {
  const { mission, letter } = choice
  const { t } = view
  const name = missionTitle(t, mission)
  return (
    <article class="print-letter">
      <p class="print-sender">{t('protests.print_sender')}</p>
      <address class="print-address">
        {name}
        {mission.address
          ? `\n${mission.address.replace(/\s*[,;]\s*(?=\S)/g, '\n')}`
          : `\n${t('protests.print_no_address')}`}
      </address>
      <p class="print-date">{formatDay(letter.language, today)}</p>
      <div lang={letter.language} dir={directionOf(letter.language)}>
        <p class="print-subject">
          <strong>{values.subject || letter.subject}</strong>
        </p>
        {choice.salutation && <p>{choice.salutation}</p>}
        <div class="letter-text">{values.text || letter.text}</div>
      </div>
      <p class="print-signature">{t('protests.print_signature')}</p>
    </article>
  )
}
