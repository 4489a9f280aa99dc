import type { Deps } from '../../platform/deps.ts'
import { type Handler, handler } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { SECOND_MS } from '../../platform/time.ts'
import { findHost, listMembers } from '../accounts/index.ts'
import { namesChanged } from '../cases/index.ts'
import { type Mailer, sendNotice } from '../mail/index.ts'
import { appealPath } from './paths.ts'
import { findStoredById, HOST } from './queries.ts'
import { releasePlanned } from './release/plan.ts'
import { findRelease, type Release } from './release/queries.ts'
import { hideNamesInAddresses } from './rename.ts'
import { appealPublished, overrideTold, releaseOverridden } from './topics.ts'

type JobDeps = Deps & { mailer: Mailer }

export const appealsHandlers: ReadonlyArray<Handler<JobDeps>> = [
  handler(namesChanged, 'appeals.hideNamesInAddresses', (deps) => hideNamesInAddresses(deps)),
  handler(appealPublished, 'appeals.hideNamesInAddress', hideNamesInAddresses),
  handler(releaseOverridden, 'appeals.tellAdministrators', async (deps, { releaseId }) => {
    const release = await findRelease(deps.reader, releaseId)
    const found = release && (await findStoredById(deps.reader, release.appealId))
    if (!found) return
    const administrators = (await listTeam(deps, found.row.owner)).filter(
      ({ role }) => role === 'administrator',
    )
    await deps.db.transaction().execute(async (tx) => {
      for (const { id } of administrators) {
        await deps.outbox.publish(tx, overrideTold, { releaseId, memberId: id })
      }
    })
  }),
  handler(overrideTold, 'appeals.mailOverride', async (deps, told, job) => {
    // With mail switched off the audit log alone says so.
    if (deps.config.mail === 'off') return
    const release = await findRelease(deps.reader, told.releaseId)
    const found = release && (await findStoredById(deps.reader, release.appealId))
    const team = found ? await listTeam(deps, found.row.owner) : []
    const member = team.find(({ id }) => id === told.memberId)
    if (!release || !found || !member) return
    const message = overrideMail(deps, release, found.stored)
    await sendNotice(
      deps,
      { ...message, id: job.id, to: member.email },
      { topic: overrideTold, payload: told },
    )
  }),
]

export const appealsTimetables: ReadonlyArray<Timetable<Deps>> = [
  { name: 'appeals.releasePlanned', everyMs: 10 * SECOND_MS, run: releasePlanned },
]

async function listTeam({ reader }: JobDeps, owner: string) {
  const host = owner === HOST ? await findHost(reader) : undefined
  return listMembers(reader, host?.id ?? owner)
}

function overrideMail(
  { catalogues, config }: JobDeps,
  { decidedBy, overrideReason = '', releaseAt }: Release,
  { key, texts }: { key: Parameters<typeof appealPath>[0]; texts: readonly { title: string }[] },
) {
  const t = catalogues.translator(catalogues.languages[0] ?? '')
  const values = {
    name: decidedBy.name,
    title: texts[0]?.title ?? '',
    at: `${releaseAt.slice(0, 16).replace('T', ' ')} UTC`,
  }
  const paragraphs = [
    t('appeals.mail_override', values),
    t('appeals.mail_override_reason', { reason: overrideReason }),
    config.publicUrl + appealPath(key),
    config.organisation,
  ]
  const subject = t('appeals.mail_override_subject', values)
  return { subject, text: paragraphs.join('\n\n') }
}
