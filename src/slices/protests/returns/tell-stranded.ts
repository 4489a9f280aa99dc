import { formatDay } from '../../../platform/i18n/format.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import { sendNotice } from '../../mail/index.ts'
import { findMission, findMissionEmail, missionTitle } from '../../missions/index.ts'
import { letterToken, siteLink } from '../confirmation/links.ts'
import { isUnsent } from '../fate.ts'
import { findLetter } from '../queries.ts'
import { readContent } from '../read-content.ts'
import { closingOf } from '../recipient.ts'
import { letterStranded } from '../topics.ts'
import type { Letter, ProtestsDeps } from '../types.ts'
import { insertStranding, listUntold } from './queries.ts'

const BATCH_SIZE = 100
/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 12 * HOUR_MS

/**
 * When a mission has lost its only mailbox, or has closed: everybody whose letter waits for it is put down to be told,
 * once in the life of the letter. Where there is another address the letters go there, and nobody
 * need be troubled.
 */
export async function findStranded(
  { db, clock, outbox }: Pick<ProtestsDeps, 'db' | 'clock' | 'outbox'>,
  { missionId, hasOther }: { missionId: string; hasOther: boolean },
): Promise<void> {
  if (hasOther) return
  let letters: Letter[]
  do {
    letters = await db.transaction().execute(async (tx) => {
      const batch = await listUntold(tx, missionId, BATCH_SIZE)
      for (const { id } of batch) {
        if (!(await insertStranding(tx, id, clock.now()))) continue
        await outbox.publish(tx, letterStranded, { letterId: id })
      }
      return batch
    })
  } while (letters.length === BATCH_SIZE)
}

/**
 * Tells a writer that the mission's mailbox takes no more mail, since when and in which words, and by
 * which other ways the letter can go; of a mission that has closed or is an honorary consul, where the one is
 * that answers now. Nothing is sent when the letter has left in the meantime, or the mission has an address
 * again, or the writer's was forgotten.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function tellStranded(
  deps: ProtestsDeps,
  request: { letterId: string },
  jobId: string,
): Promise<void> {
  const letter = await findLetter(deps.reader, request.letterId)
  if (!letter || !isUnsent(letter.state)) return
  if ((await findMissionEmail(deps.reader, letter.missionId)) !== undefined) return
  const to = readContent(deps.secrets, letter)?.email
  const words = to ? await composeNews(deps, letter) : undefined
  if (!to || !words) return

  await sendNotice(
    deps,
    { id: jobId, about: letter.id, to, ...words },
    { topic: letterStranded, payload: request, pauseMs: HELD_PAUSE_MS },
  )
}

async function composeNews(deps: ProtestsDeps, letter: Letter) {
  const { reader, catalogues, config, secrets } = deps
  const { language, missionId } = letter
  const t = catalogues.translator(language)
  const [appeal, mission] = await Promise.all([
    findAppealById(reader, letter.appealId, language),
    findMission(reader, missionId),
  ])
  const closed = closingOf(mission)
  if (!appeal || appeal.withdrawnAt || !mission || !closed) return undefined

  // Nothing reaches it any more: another mission may answer now.
  const kind = closed.as === 'gone' || closed.as === 'honorary' ? closed.as : undefined
  const ways = new URLSearchParams({
    from: letter.readerCountry,
    ...(!kind && { mission: missionId }),
  })
  const since = closed.since ? formatDay(t.lang, closed.since) : ''
  const values = { appeal: appeal.title, mission: missionTitle(t, mission), since }
  const paragraphs = [
    t(`protests.mail_stranded_${closed.as}`, values),
    closed.words ? `${t('protests.fate_server_said')} ${closed.words}` : '',
    t(`protests.mail_stranded_${kind ? `${kind}_waits` : 'waits'}`),
    `${t(`protests.mail_stranded_${kind ? 'gone_ways' : 'ways'}`)}\n\n${siteLink(deps, language, `${appeal.path}letter?${ways}`)}`,
    `${t('protests.mail_overdue_fate')}\n\n${siteLink(deps, language, `/letters/${letterToken(secrets, letter.id)}`)}`,
    config.organisation,
  ]
  return {
    subject: t(`protests.mail_stranded_${kind ? `${kind}_subject` : 'subject'}`),
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  }
}
