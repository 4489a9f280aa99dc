import type { ParseArgsOptionsConfig } from 'node:util'
import type { Deps } from './deps.ts'

/** Where a command writes. */
export interface Output {
  /** A line of the answer, to standard output. */
  line(text: string): void
  /** A line for the person at the terminal, to standard error. */
  note(text: string): void
  /** Progress of long work; nothing when the output is not a terminal. */
  progress(done: number, total: number): void
}

/** An operator's command, for instance `missions import`. */
export interface Command<D extends Deps = Deps> {
  name: string
  /**
   * What follows the name, words before options: `FILE [--dry-run]`. It is also the rule: whoever types more
   * words than stand there is refused. `FILE…` stands for any number, `< MESSAGE` for standard input.
   */
  usage: string
  summary: string
  options?: ParseArgsOptionsConfig
  /** A server keeps its log on standard output; other commands speak in their own words. */
  isServer?: boolean
  /** Runs on the demo's own data, where no mail can leave. */
  isDemo?: boolean
  /** @returns exit status: 0 done, 1 refused or failed, 2 wrongly called */
  run(call: {
    deps: D
    values: Record<string, string | boolean | undefined>
    positionals: string[]
    out: Output
  }): Promise<number>
}
