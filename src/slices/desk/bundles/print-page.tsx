import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { directionOf, formatDay } from '../../../platform/i18n/format.ts'
import type { Day } from '../../../platform/time.ts'
import { ActForm } from '../../accounts/index.ts'
import { type Mission, missionTitle } from '../../missions/index.ts'
import type { Bundle, PrintedLetter } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'

interface PrintPageProps {
  view: View
  title?: string
  mission?: Mission
  letters: PrintedLetter[]
  today: Day
}

/** Before names and words are shown: who asks for them is written down. */
export function AskPrintPage({
  view,
  bundle,
  mission,
}: {
  view: View
  bundle: Bundle
  mission?: Mission
}) {
  const { t } = view
  const address = `/desk/bundles/${bundle.id}`
  const name = mission ? missionTitle(t, mission) : t('protests.mission_gone')
  return (
    <DeskLayout view={view} title={t('desk.bundle_print_title')} help={t('desk.bundle_print_asks')}>
      <p>
        <a href={view.link(address)}>{name}</a> ·{' '}
        {t('desk.bundle_letters', { count: bundle.letters })}
      </p>
      <ActForm view={view} action={`${address}/printings`} button={t('desk.bundle_print_open')} />
    </DeskLayout>
  )
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
