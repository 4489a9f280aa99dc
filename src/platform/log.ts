import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * A structured log, one JSON object a line.
 *
 * It never holds personal data: no addresses of readers, no query strings, no form fields, no
 * tokens. Of an error it keeps name, message and stack; messages of our own errors carry
 * catalogue keys only.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
    },
    destination,
  )
}

/** Leaves out every other property: a database error names the values of the row in `detail`. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'something was thrown that is not an error' }
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, message, code, stack, cause: cause && describeError(cause) }
}
