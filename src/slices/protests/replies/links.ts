import type { Config } from '../../../platform/config.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { addMs, DAY_MS, type Day, dayOf } from '../../../platform/time.ts'
import { ANSWERS_KEPT_DAYS, type Answer } from '../../mail/index.ts'
import type { Reply } from './queries.ts'

const PURPOSE = 'letter-reply'

/** Where the writer reads a reply. */
export function replyPath(secrets: Pick<Secrets, 'token'>, replyId: string): string {
  return `/replies/${secrets.token(PURPOSE, replyId)}`
}

/** Undefined when the token was forged or cut short. */
export function readReplyToken(
  secrets: Pick<Secrets, 'readToken'>,
  token: string,
): string | undefined {
  return secrets.readToken(PURPOSE, token)
}

/** What the mission wrote, or undefined when it has been erased. */
export function readReply(
  secrets: Pick<Secrets, 'open'>,
  { id, sealed }: Pick<Reply, 'id' | 'sealed'>,
): Answer | undefined {
  return sealed === undefined ? undefined : (JSON.parse(secrets.open(sealed, id)) as Answer)
}

/** Until when there is the whole of an answer that could be given in part only; undefined when we do not know. */
export function originalKeptUntil(
  { imapUrl }: Pick<Config, 'imapUrl'>,
  { receivedAt }: Pick<Reply, 'receivedAt'>,
  { goesOn, attachments }: Answer,
): Day | undefined {
  const isPartly = goesOn || attachments.length > 0
  if (!isPartly || imapUrl === undefined) return undefined
  return dayOf(addMs(receivedAt, ANSWERS_KEPT_DAYS * DAY_MS))
}
