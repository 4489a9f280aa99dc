import { Connection, getRequest } from './connection.ts'
import type { ServerProcess } from './server-process.ts'

/** What one server did under one kind of request. */
export interface PageFigures {
  requestsPerSecond: number
  /** Processor time of the server for one request, in milliseconds. */
  cpuMsPerRequest: number
}

const CONNECTIONS = 32

/** Asks for one page over and over for some seconds. */
export async function measurePage(
  server: ServerProcess,
  path: string,
  seconds: number,
): Promise<PageFigures> {
  const request = getRequest(path)
  const cpuBefore = server.cpuMs()
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => askUntil(server.port, request, endAt)),
  )
  const requests = counts.reduce((sum, count) => sum + count, 0)
  return {
    requestsPerSecond: (1000 * requests) / (performance.now() - startedAt),
    cpuMsPerRequest: (server.cpuMs() - cpuBefore) / requests,
  }
}

async function askUntil(port: number, request: Buffer, endAt: number): Promise<number> {
  const connection = await Connection.open(port)
  let count = 0
  while (performance.now() < endAt) {
    const { status } = await connection.send(request)
    if (status !== 200) throw new Error(`a page answered ${status}`)
    count += 1
  }
  connection.close()
  return count
}
