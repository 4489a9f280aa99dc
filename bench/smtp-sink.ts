import { SMTPServer } from 'smtp-server'

/** A mail server that takes everything at once, keeps nothing, and says in the end how many it took. */
let taken = 0
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.resume()
    stream.on('end', () => {
      taken += 1
      done()
    })
  },
})
server.on('error', () => {})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
process.once('SIGTERM', () => process.stdout.write(`${taken}\n`, () => process.exit()))
