import type { Config } from '../../platform/config.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { returnAddress } from './return-address.ts'
import type { Answer } from './types.ts'

/**
 * Where a mission answers a letter without learning its writer's address; undefined when nothing that
 * comes back is taken in here, because `BOUNCE_ADDRESS` is not set.
 */
export function relayAddress(
  { secrets, config }: { secrets: Secrets; config: Pick<Config, 'bounceAddress'> },
  letterId: string,
): string | undefined {
  const { bounceAddress } = config
  if (bounceAddress === undefined) return undefined
  return returnAddress(secrets, bounceAddress, { use: 'reply', id: letterId })
}

/** The words of the fact `mail.letter_answered`. */
export function openAnswer(
  secrets: Pick<Secrets, 'open'>,
  { receiptId, sealed }: { receiptId: string; sealed: string },
): Answer {
  return JSON.parse(secrets.open(sealed, receiptId)) as Answer
}
