import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** The least that a Node server can do: the same bytes for every request. */
const body = readFileSync(process.env.BODY ?? '')
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-encoding': 'gzip',
  'content-length': body.length,
}
const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(Number(process.env.PORT), process.env.HOST)
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
