import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A server in a process of its own, on a core of its own, whose processor time can be read. */
export interface ServerProcess {
  port: number
  /** Processor time used so far, in milliseconds, all threads together. */
  cpuMs(): number
  /** Memory that is resident now, in megabytes. */
  memoryMb(): number
  /** The most memory that was resident at once, in megabytes. */
  peakMemoryMb(): number
  /** Milliseconds from the start of the process to its first answer. */
  startMs: number
  stop(): Promise<void>
}

const CLOCK_TICKS_PER_SECOND = 100
export const SERVER_CORE = '0'
export const LOAD_CORE = '1'

/** Starts `node ARGS` on its own core and waits until `path` answers. */
export async function startServer(
  args: string[],
  environment: Record<string, string>,
  path = '/healthz',
): Promise<ServerProcess> {
  const port = await freePort()
  const address = { HOST: '127.0.0.1', PORT: String(port) }
  return watch([process.execPath, ...args], { ...environment, ...address }, { port, path })
}

/** nginx with one process, which sends files that were packed in advance; undefined without nginx. */
export async function startNginx(
  dataDir: string,
  path: string,
): Promise<ServerProcess | undefined> {
  if (spawnSync('nginx', ['-v']).status !== 0) return undefined
  const port = await freePort()
  const file = join(dataDir, 'nginx.conf')
  writeFileSync(
    file,
    `daemon off; master_process off; worker_processes 1; pid ${dataDir}/nginx.pid; error_log stderr crit;
events { worker_connections 256; }
http { access_log off; keepalive_requests 100000000; sendfile on; types { text/html html; }
  open_file_cache max=100; gzip_static always;
  server { listen 127.0.0.1:${port}; root ${dataDir}/site; location / { try_files /index.html =404; } } }`,
  )
  // The folder was made for one user alone, and nginx reads as the one that started it.
  const args = ['nginx', '-c', file, '-g', 'user root;']
  return watch(args.slice(0, process.getuid?.() === 0 ? 5 : 3), {}, { port, path })
}

async function watch(
  command: string[],
  environment: Record<string, string>,
  { port, path }: { port: number; path: string },
): Promise<ServerProcess> {
  const startedAtMs = performance.now()
  const child = spawn('taskset', ['-c', SERVER_CORE, ...command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await waitForAnswer(child, port, path)
  const startMs = performance.now() - startedAtMs
  const statusOf = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
  const memoryOf = (field: RegExp) => Number(field.exec(statusOf('status'))?.[1]) / 1024
  return {
    port,
    startMs,
    cpuMs: () => cpuMsOf(child.pid),
    memoryMb: () => memoryOf(/VmRSS:\s+(\d+)/),
    peakMemoryMb: () => memoryOf(/VmHWM:\s+(\d+)/),
    stop: () => stop(child),
  }
}

/** Processor time that a process of this machine has used so far, in milliseconds. */
export function cpuMsOf(pid: number | undefined): number {
  // proc(5): fields 14 and 15 are user and system time; the name in field 2 may hold blanks.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / CLOCK_TICKS_PER_SECOND
}

/** Keeps this process, which makes the load, off the server's core. */
export function pinLoad(): void {
  spawnSync('taskset', ['-a', '-c', '-p', LOAD_CORE, String(process.pid)])
}

async function waitForAnswer(child: ChildProcess, port: number, path: string): Promise<void> {
  for (let tries = 0; tries < 2000; tries += 1) {
    if (child.exitCode !== null) throw new Error('the server ended before it answered')
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('the server did not answer within ten seconds')
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
