/** The six ways in which a request, a command or a job can be refused. */
export type ErrorCode =
  | 'not_found'
  | 'invalid'
  | 'forbidden'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'

/** Values put into the placeholders of a catalogue message. */
export type MessageValues = Record<string, string | number>

/**
 * A refusal that a person can understand and mend.
 *
 * It carries a catalogue key, never prose and never an HTTP status: the three places that
 * catch it (HTTP, command line, worker) turn it into words for whoever is listening.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly messageKey: string
  readonly values: MessageValues

  constructor(
    code: ErrorCode,
    messageKey: string,
    values: MessageValues = {},
    options?: { cause?: unknown },
  ) {
    // The message goes into logs, so it holds no values: they may be somebody's words.
    super(`${code}: ${messageKey}`, options)
    this.name = 'AppError'
    this.code = code
    this.messageKey = messageKey
    this.values = values
  }
}
