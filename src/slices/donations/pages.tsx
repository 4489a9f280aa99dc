import { Layout } from '../../platform/html/layout.tsx'
import { QrCode } from '../../platform/html/qr-code.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { dayOf } from '../../platform/time.ts'
import { hasSepaCode } from './check-way.ts'
import { sepaPayload } from './epc.ts'
import { formatIban } from './iban.ts'
import { formatMoney } from './money.ts'
import type { BankAccount, Giving, GoalProgress, OfferedWay } from './types.ts'

/** `/donate/`: every way offered, with account and SEPA code. */
export function DonatePage({ view, giving }: { view: View; giving: Giving }) {
  const { t } = view
  const { goal, ways } = giving
  return (
    <Layout view={view} title={t('donations.title')} kind="donate-page">
      <h1>{t('donations.title')}</h1>
      <p class="lede">{askOf(view, giving)}</p>
      {goal && <Goal view={view} goal={goal} />}
      {goal && (
        <p class="hint">
          {t(`donations.goal_explained_${goal.basis}`, { currency: goal.currency })}
        </p>
      )}
      {ways.map((way) => (
        <section key={way.name} id={`way-${way.name}`} class="card donate-way">
          <h2>{headingOf(view, way)}</h2>
          {way.note && <p>{way.note}</p>}
          {way.account ? (
            <Account view={view} account={way.account} />
          ) : (
            <p>
              <WayLink view={view} way={way} />
            </p>
          )}
        </section>
      ))}
      <p class="hint">{t('donations.privacy')}</p>
    </Layout>
  )
}

/**
 * The financial appeal on the page of an appeal: why, the ways, how far the goal is. Links only;
 * nothing is fetched from a payment service before one is followed. Nothing when no way is offered.
 */
export function DonateBlock({ view, giving }: { view: View; giving: Giving }) {
  const { goal, ways } = giving
  if (ways.length === 0) return null
  const { t, lang } = view
  return (
    <section class="donate no-print" id="donate" aria-labelledby="donate-title" lang={lang}>
      <h2 id="donate-title">{t('donations.title')}</h2>
      <p>{askOf(view, giving)}</p>
      {goal && <Goal view={view} goal={goal} />}
      <ul class="plain-list donate-ways">
        {ways.map((way) => (
          <li key={way.name}>
            <WayLink view={view} way={way} />
          </li>
        ))}
      </ul>
      <p>
        <a href={view.link('/donate/')}>{t('donations.more')}</a>
      </p>
    </section>
  )
}

/** To the payment service, saying which, or to the account on `/donate/`. */
function WayLink({ view, way }: { view: View; way: OfferedWay }) {
  const label = labelOf(view, way)
  if (!way.address) {
    return (
      <a class="button" href={view.link(`/donate/#way-${way.name}`)}>
        {label}
      </a>
    )
  }
  return (
    <>
      <a class="button" href={way.address} rel="external noopener noreferrer">
        {label}
      </a>{' '}
      <span class="meta">{view.t('donations.leads_to', { host: new URL(way.address).host })}</span>
    </>
  )
}

function Goal({ view, goal }: { view: View; goal: GoalProgress }) {
  const { t, lang } = view
  const { amountMinor, reachedMinor, basis, currency, endsOn, asOf } = goal
  const sums = {
    reached: formatMoney(lang, { amountMinor: reachedMinor, currency }),
    goal: formatMoney(lang, { amountMinor, currency }),
  }
  const dates = [
    t('donations.goal_as_of', { day: formatDay(lang, dayOf(asOf)) }),
    endsOn && t('donations.goal_ends', { day: formatDay(lang, endsOn) }),
  ]
  return (
    <div class="goal">
      <p id="goal-sums">
        <strong>{t(`donations.goal_${basis}`, sums)}</strong>
      </p>
      <progress
        aria-labelledby="goal-sums"
        max={amountMinor}
        value={Math.min(reachedMinor, amountMinor)}
      />
      <p class="meta">{dates.filter(Boolean).join(' · ')}</p>
      {reachedMinor >= amountMinor && <p>{t('donations.goal_reached')}</p>}
    </div>
  )
}

function Account({ view, account }: { view: View; account: BankAccount }) {
  const { t } = view
  const { holder, iban, bic, remittance } = account
  return (
    <>
      <dl class="account">
        <dt>{t('donations.holder')}</dt>
        <dd>{holder}</dd>
        <dt>IBAN</dt>
        <dd>
          <code>{formatIban(iban)}</code>
        </dd>
        {bic && <dt>BIC</dt>}
        {bic && (
          <dd>
            <code>{bic}</code>
          </dd>
        )}
        {remittance && <dt>{t('donations.remittance')}</dt>}
        {remittance && <dd>{remittance}</dd>}
      </dl>
      {hasSepaCode(account) && (
        <figure class="sepa-code">
          <QrCode payload={sepaPayload(account)} label={t('donations.code_label')} />
          <figcaption class="hint">{t('donations.code_explained')}</figcaption>
        </figure>
      )}
    </>
  )
}

function askOf(view: View, { ask }: Giving): string {
  return ask ?? view.t('donations.ask', { organisation: view.organisation })
}

/** The service's own name above what its link says. */
function headingOf(view: View, way: OfferedWay): string {
  if (way.kind === 'paypal' || way.kind === 'patreon') return view.t(`donations.name_${way.kind}`)
  return labelOf(view, way)
}

function labelOf(view: View, { label, kind, name }: OfferedWay): string {
  if (label) return label
  return kind === 'link' ? name : view.t(`donations.kind_${kind}`)
}
