import type { Deps } from '../../platform/deps.ts'
import { listWays } from './queries.ts'
import { recordSum } from './record.ts'
import { addWay } from './save-way.ts'
import { setGoal } from './set-goal.ts'

/**
 * Three ways to give, a goal and a first sum, for the demo. The links lead nowhere, and the
 * account is the example of the IBAN registry. Does nothing when there is a way already.
 */
export async function seedDemoWays(
  deps: Pick<Deps, 'db' | 'clock' | 'outbox' | 'catalogues'>,
): Promise<void> {
  if ((await listWays(deps.db)).length > 0) return
  await addWay(deps, {
    name: 'paypal',
    kind: 'paypal',
    address: 'https://paypal.example/donate/outcry-demo',
    texts: {
      en: { label: 'Donate with PayPal', note: 'Once or every month, also by card.' },
      ru: { label: 'Пожертвовать через PayPal', note: 'Разово или ежемесячно, можно картой.' },
    },
  })
  await addWay(deps, {
    name: 'patreon',
    kind: 'patreon',
    address: 'https://patreon.example/outcry-demo',
    currency: 'EUR',
    texts: {
      en: { label: 'Support us on Patreon', note: 'A small amount each month lets us plan.' },
      ru: {
        label: 'Поддержать на Patreon',
        note: 'Небольшая сумма каждый месяц помогает нам планировать работу.',
      },
    },
  })
  await addWay(deps, {
    name: 'bank',
    kind: 'bank',
    account: {
      holder: 'Outcry Demo',
      iban: 'DE89370400440532013000',
      remittance: 'Solidarity Astana',
    },
    texts: {},
  })
  await setGoal(deps, { amountMinor: 300_000, currency: 'EUR', basis: 'received' })
  await recordSum(deps, { way: 'bank', amountMinor: 124_000, currency: 'EUR' })
}
