import type { Output } from '../platform/cli.ts'
import type { AppDeps } from './deps.ts'
import { serve } from './serve.ts'

/** Fills the demo's data folder at the first start, serves it, and says what to try. */
export async function runDemo(deps: AppDeps, signal: AbortSignal, out: Output): Promise<void> {
  await serve(deps, signal, () => out.line('started'))
}
