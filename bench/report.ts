import { mkdirSync, writeFileSync } from 'node:fs'

/** Takes one measured figure, with the target it is held against, if there is one. */
export type Report = (what: string, value: string, target?: string) => void

/** Gathers figures; `finish` prints them as a table and writes them to bench/results/latest.json. */
export function createReport(): { report: Report; finish: () => void } {
  const rows: { what: string; value: string; target: string }[] = []
  return {
    report(what, value, target = '') {
      rows.push({ what, value, target })
      process.stderr.write(`${what}: ${value}\n`)
    },
    finish() {
      const lines = rows.map(({ what, value, target }) => `| ${what} | ${value} | ${target} |`)
      const table = ['| what | measured | target |', '|---|---:|---|', ...lines].join('\n')
      process.stdout.write(`\n${table}\n`)
      mkdirSync('bench/results', { recursive: true })
      writeFileSync('bench/results/latest.json', `${JSON.stringify({ rows }, null, 2)}\n`)
    },
  }
}

/** The middle one of some measurements. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
