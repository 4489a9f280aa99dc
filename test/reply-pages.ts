import assert from 'node:assert/strict'
import { dayOf } from '../src/platform/time.ts'
import { resolveMissions } from '../src/slices/missions/index.ts'
import { recordHandIn } from '../src/slices/protests/bundles/hand-in.ts'
import { makeBundle } from '../src/slices/protests/bundles/make.ts'
import { addHandInPhoto } from '../src/slices/protests/bundles/photo.ts'
import { listHandIns } from '../src/slices/protests/bundles/queries.ts'
import type { HandInOutcome } from '../src/slices/protests/bundles/types.ts'
import { letterToken } from '../src/slices/protests/confirmation/links.ts'
import { findLetter } from '../src/slices/protests/queries.ts'
import { replyPath } from '../src/slices/protests/replies/links.ts'
import { eraseReplies, listRepliesTo } from '../src/slices/protests/replies/queries.ts'
import { recordReply } from '../src/slices/protests/replies/record-reply.ts'
import { approveReply, refuseReply, shareReply } from '../src/slices/protests/replies/share.ts'
import { insertSurvey, markAnswered } from '../src/slices/protests/survey/queries.ts'
import type { Site } from './browser.ts'
import { LETTER_PATH, letterForm } from './letters.ts'
import { photograph } from './pictures.ts'

/** Addresses that letters lead to once they were answered, asked about, or carried to the mission. */
export interface ReplyPages {
  /** Of the letter that was answered. */
  fate: string
  replies: Record<'new' | 'shared' | 'published' | 'refused' | 'erased', string>
  /** Id of the answer that waits for the desk. */
  sharedId: string
  surveys: Record<'open' | 'answered', string>
  /** Of a bundle that nobody took at first. */
  bundle: string
  /** Where an attempt gets its photo. */
  photo: string
}

/** Writes letters to two missions; one answers, in as many ways as an answer can fare, one opens its door at last. */
export async function answerLetters(site: Site, lang: string): Promise<ReplyPages> {
  const { deps } = site
  const answered = await writeLetter(site, { lang, from: 'IE' })
  const carried = await writeLetter(site, { lang, from: 'FR' })
  const replies = {
    new: await answer(site, answered, 'a'),
    shared: await answer(site, answered, 'b'),
    published: await answer(site, answered, 'c'),
    refused: await answer(site, answered, 'd'),
    erased: await answer(site, carried, 'e'),
  }
  for (const id of [replies.shared, replies.published, replies.refused]) await shareReply(deps, id)
  await approveReply(deps, replies.published)
  await refuseReply(deps, replies.refused)
  await eraseReplies(deps.db, carried)
  await insertSurvey(deps.db, { letter_id: carried, opened_at: deps.clock.now(), asked_at: null })
  await markAnswered(deps.db, carried, { answer: 'no', at: deps.clock.now() })
  const paths = Object.entries(replies).map(([name, id]) => [name, replyPath(deps.secrets, id)])
  const survey = (id: string) => `/surveys/${deps.secrets.token('letter-survey', id)}`
  return {
    fate: `/letters/${letterToken(deps.secrets, answered)}`,
    replies: Object.fromEntries(paths),
    sharedId: replies.shared,
    surveys: { open: survey(answered), answered: survey(carried) },
    ...(await carry(site, carried)),
  }
}

/** Writes a letter and confirms it; returns its id. */
async function writeLetter(
  site: Site,
  { lang, from }: { lang: string; from: string },
): Promise<string> {
  const { deps } = site
  const { missions } = await resolveMissions(deps.reader, { sendingState: 'KZ', readerState: from })
  const email = `answered-${from}-${lang}@reader.example`
  await post(site, LETTER_PATH, letterForm(missions[0]?.id ?? '', { from, email }))
  const { id } = await deps.reader
    .selectFrom('letters')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  await post(site, `/letters/${letterToken(deps.secrets, id)}/confirmation`, {})
  await site.runJobs()
  return id
}

/** What somebody at the mission wrote back; returns its id. */
async function answer({ deps }: Site, letterId: string, receiptId: string): Promise<string> {
  const words = {
    subject: 'Re: Housing campaigners detained in Astana',
    text: `Dear Nora Byrne,\n\nyour letter was read and passed on (${receiptId}).`,
    attachments: ['note.pdf'],
  }
  const receipt = `${letterId} ${receiptId}`
  const sealed = deps.secrets.seal(JSON.stringify(words), receipt)
  await recordReply(deps, { letterId, receiptId: receipt, sealed })
  const id = (await listRepliesTo(deps.reader, letterId)).at(-1)?.id
  assert.ok(id)
  return id
}

/** Carries a letter to its mission twice, and shows a photo of the first time. */
async function carry({ deps }: Site, letterId: string): Promise<{ bundle: string; photo: string }> {
  const letter = await findLetter(deps.reader, letterId)
  assert.ok(letter)
  const { appealId, missionId } = letter
  const id = await makeBundle(deps, { appealId, missionId, by: 'Ana' })
  const on = dayOf(deps.clock.now())
  const goThere = (outcome: HandInOutcome) =>
    recordHandIn(deps, id, {
      ...{ on, outcome, note: 'It rained.', recordedBy: 'Ana' },
      remarks: ['police_called'],
    })
  await goThere('door_shut')
  await goThere('refused')
  const [first, second] = await listHandIns(deps.reader, id)
  assert.ok(first && second)
  await addHandInPhoto(deps, {
    handInId: first.id,
    // Another one each time: the same picture is kept once.
    bytes: await photograph(300 + Number.parseInt(id.slice(-2), 16), 200),
    ...{ alt: 'A closed gate.', language: 'en', checkedBy: 'Ana' },
  })
  const bundle = `/desk/bundles/${id}`
  return { bundle, photo: `${bundle}/hand-ins/${second.id}/photo` }
}

async function post({ server }: Site, url: string, form: Record<string, string>): Promise<void> {
  const answered = await server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
    remoteAddress: '192.0.2.3',
  })
  assert.equal(answered.statusCode, 303, answered.body)
}
