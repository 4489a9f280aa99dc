import { SMTPServer } from 'smtp-server'

/** A mail server that takes everything at once and keeps nothing. */
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.resume()
    stream.on('end', () => done())
  },
})
server.on('error', () => {})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
