import type { Secrets } from '../../../platform/secrets.ts'
import type { Answer } from '../../mail/index.ts'
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
