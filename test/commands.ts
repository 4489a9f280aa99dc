import assert from 'node:assert/strict'
import type { Command } from '../src/platform/cli.ts'
import type { Deps } from '../src/platform/deps.ts'

/** Runs a command as `outcry` would; the answer is its exit status, its lines, and what it noted beside them. */
export async function runCommand<D extends Deps>(
  commands: readonly Command<D>[],
  name: string,
  {
    deps,
    positionals = [],
    values = {},
  }: {
    deps: D
    positionals?: string[]
    values?: Record<string, string | boolean>
  },
) {
  const lines: string[] = []
  const notes: string[] = []
  const out = {
    line: (text: string) => void lines.push(text),
    note: (text: string) => void notes.push(text),
    progress: () => {},
  }
  const command = commands.find((each) => each.name === name)
  assert.ok(command, `there is a command ${name}`)
  const status = await command.run({ deps, values, positionals, out })
  return { status, lines, notes, text: lines.join('\n') }
}
