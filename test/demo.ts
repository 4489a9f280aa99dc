import { fillDemo } from '../src/app/demo.ts'
import { DAY_MS } from '../src/platform/time.ts'
import type { TestApp } from './harness.ts'

/** When the last of what the worked example tells has happened. */
const UNTIL_THE_END_MS = 20 * DAY_MS

/** Puts the worked example into a test's installation, on a day on which all of it can be known. */
export async function fillDemoLater({ deps, clock }: Pick<TestApp, 'deps' | 'clock'>) {
  clock.advance(UNTIL_THE_END_MS)
  await fillDemo(deps)
}
