import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { directionOf, formatDay } from '../../../platform/i18n/format.ts'
import type { Day } from '../../../platform/time.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import type { PrintedLetter } from '../../protests/index.ts'

interface PrintPageProps {
  view: View
  title?: string
  mission?: Mission
  letters: PrintedLetter[]
  today: Day
}

/** A bundle on paper: a cover with the list of those who signed, then one letter a page. */
export function PrintPage({ view, title, mission, letters, today }: PrintPageProps) {
  const { t, lang, organisation } = view
  const name = mission ? missionTitle(t, mission) : t('protests.mission_gone')
  return (
    <Layout view={view} title={t('desk.bundle_print_title')} noindex kind="bundle-print">
      <p class="no-print notice">{t('desk.bundle_print_help')}</p>
      <section class="sheet">
        <p>{organisation}</p>
        <address class="letter-text">
          {name}
          {mission?.contacts.find(({ kind }) => kind === 'address')?.value.replace(/^/, '\n')}
        </address>
        <p>{formatDay(lang, today)}</p>
        <h1>{t('desk.bundle_cover', { count: letters.length })}</h1>
        {title && <p>{title}</p>}
        <ol>
          {letters.map(({ id, signedBy }) => (
            <li key={id}>{signedBy}</li>
          ))}
        </ol>
      </section>
      {letters.map(({ id, language, subject, text }) => (
        <article key={id} class="sheet" lang={language} dir={directionOf(language)}>
          <h2>{subject}</h2>
          <div class="letter-text">{text}</div>
        </article>
      ))}
    </Layout>
  )
}
