import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestApp } from './harness.ts'

/**
 * Reads over a real connection, as readers do: pages out of memory are answered before the server's
 * own request handling, which an injected request does not pass through.
 */
export async function listen(app: Pick<TestApp, 'server'>) {
  await app.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.server.address() as AddressInfo
  const get = (url: string, headers: Record<string, string> = {}, signal?: AbortSignal) =>
    fetch(`http://127.0.0.1:${port}${url}`, {
      headers: { 'accept-language': 'en', ...headers },
      signal,
    })
  const text = async (url: string) => (await get(url)).text()
  return { get, text }
}

/** Asks until the page comes out of memory, as it does for all but its first readers. */
export async function warm(
  get: (url: string) => Promise<Response>,
  url: string,
): Promise<Response> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await get(url)
    if (answer.headers.has('etag')) return answer
    await answer.text()
    await sleep(10)
  }
  throw new Error(`${url} was never answered from memory`)
}
