import { existsSync } from 'node:fs'
import { after, type TestContext, type TestOptions, test } from 'node:test'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core'
import { fillDemoLater } from './demo.ts'
import { openTestApp, type TestApp } from './harness.ts'

const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && existsSync(path),
)

const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why tests in a browser are left out here; where `CI` is set they fail instead. */
const skip =
  executablePath || process.env.CI
    ? false
    : 'no browser: install Debian’s package chromium, or name a Chromium in the variable CHROMIUM'

/** A test that needs a browser. */
export function browserTest(
  name: string,
  run: (t: TestContext) => Promise<void>,
  options: TestOptions = {},
): void {
  void test(name, { skip, ...options }, run)
}

let launched: Promise<Browser> | undefined

/** One browser serves all tests of the process; each test has contexts of its own. */
function browser(): Promise<Browser> {
  if (!executablePath) throw new Error('there is no browser; install chromium or set CHROMIUM')
  launched ??= chromium.launch({ executablePath, args: switches })
  return launched
}

after(async () => (await launched)?.close())

/** A reader's browser: by default without JavaScript, as on the worst of phones. */
export async function openBrowser(
  t: TestContext,
  site: Pick<Site, 'origin'>,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await (await browser()).newContext({
    baseURL: site.origin,
    javaScriptEnabled: false,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  context.setDefaultTimeout(10_000)
  t.after(() => context.close())
  return context
}

/** An installation behind a socket, with no worker: `runJobs` does what one would do. */
export interface Site extends TestApp {
  origin: string
}

/** Serves the demo's appeal and missions on a port of its own. */
export async function openDemoSite(t: TestContext): Promise<Site> {
  const app = await openTestApp(t, { demo: true })
  await fillDemoLater(app)
  await app.runJobs()
  return { ...app, origin: await listen(app) }
}

/** Puts an installation behind a socket. Returns its address, to which its mails lead from now on. */
export async function listen({ server, deps }: TestApp): Promise<string> {
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  deps.config.publicUrl = origin
  return origin
}
