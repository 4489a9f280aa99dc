import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = join(import.meta.dirname, '..', '..')
const LOOK_AGAIN_MS = 10

/** How far the clock moves on with each start: longer than any lease. */
const LATER_MS = 11 * 60_000

/** `outcry serve` as a process of its own, which can be killed and started again. */
export interface ServerProcess {
  /** Starts it, without waiting until it serves. */
  start(): void
  /** The address under which it serves, as soon as it does. */
  address(): Promise<string>
  /** Ends it at once, whatever it is doing. */
  kill(): Promise<void>
  /** Asks it to stop, as a supervisor does. Returns its exit status. */
  stop(): Promise<number | null>
}

export function createServerProcess(
  t: TestContext,
  settings: Record<string, string>,
): ServerProcess {
  const program = buildServer(t)
  let child: ChildProcess | undefined
  let address: string | undefined
  let starts = 0

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child
    child = undefined
    address = undefined
    if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null
    const exit = new Promise<number | null>((resolve) => ending.once('close', resolve))
    ending.kill(signal)
    return exit
  }
  t.after(() => end('SIGKILL'))

  return {
    start() {
      const options = ['--import', import.meta.resolve('./later.ts')]
      const started = spawn(process.execPath, [...options, program, 'serve'], {
        cwd: ROOT,
        env: { ...settings, HOST: '127.0.0.1', PORT: '0', START_LATER_MS: `${starts * LATER_MS}` },
        stdio: ['ignore', 'inherit', 'pipe'],
      })
      starts += 1
      child = started
      let notes = ''
      started.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        notes += chunk
        const found = /listens on (http:\S+)/.exec(notes)?.[1]
        if (child === started && found) address = found
      })
      started.once('exit', (status) => {
        if (status) t.diagnostic(`the server ended with status ${status}: ${notes}`)
      })
    },
    async address() {
      while (!address) await sleep(LOOK_AGAIN_MS, undefined, { signal: t.signal })
      return address
    },
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

/** The server as `npm start` builds it. */
function buildServer(t: TestContext): string {
  const folder = join(ROOT, `dist-${process.pid}`)
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync(process.execPath, [join('scripts', 'build.ts'), folder], { cwd: ROOT })
  return join(folder, 'main.js')
}
