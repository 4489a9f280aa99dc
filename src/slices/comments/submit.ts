import type { Deps } from '../../platform/deps.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { newId } from '../../platform/ids.ts'
import { addMs, HOUR_MS } from '../../platform/time.ts'
import { createWordList } from '../../platform/word-list.ts'
import { publish } from './decide.ts'
import { findCommentByContent, findHistory, insertComment, insertProof } from './queries.ts'
import { type CheckedComment, checkComment } from './rules/check-comment.ts'
import { readStampAge } from './rules/form-stamp.ts'
import { type Evidence, judge, type Verdict } from './rules/judge.ts'
import { type Proof, readProof } from './rules/proof.ts'
import { spamWords } from './rules/spam-words.ts'
import { sealAddress } from './sealed-address.ts'
import { findShownComment } from './shown-queries.ts'
import {
  type CommentInput,
  MIN_REPEAT_CHARS,
  type Place,
  RATE_MS,
  REPEAT_MS,
  UNDECIDED_MS,
} from './types.ts'

export type SubmitDeps = Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'outbox' | 'secrets'>

interface Submission {
  input: Readonly<CommentInput>
  /** Language of the page, and of the mails to the writer. */
  language: string
}

/** A comment that was taken, or what the writer has to change. */
export type SubmissionResult = { commentId: string } | { problems: FieldErrors }

/**
 * Takes a comment on a subject.
 *
 * It is kept before this returns. Readers see it when a moderator approves it, or at once where the
 * operator trusts known people and no rule speaks against it. Moderators hear of it by mail
 * within a minute. The same words by the same person in the same thread make one comment,
 * however often they are sent.
 *
 * The address is encrypted, and erased some weeks after the decision.
 */
export async function submitComment(
  deps: SubmitDeps,
  place: Place,
  { input, language }: Submission,
): Promise<SubmissionResult> {
  const formAgeMs = readStampAge(deps, place.subject, input.stamp)
  const checked = checkComment(input)
  const thread = await findThread(deps, place, input.reply)
  if ('problems' in checked || 'problems' in thread || formAgeMs === undefined) {
    const staleForm = { form: { key: 'comments.error_stale_form' } }
    return {
      problems: {
        ...('problems' in checked && checked.problems),
        ...('problems' in thread && thread.problems),
        ...(formAgeMs === undefined && staleForm),
      },
    }
  }

  const draft = draftRow(deps, { place, language, input, ...thread }, checked.comment)
  const now = draft.created_at
  const history = await findHistory(deps.reader, {
    ...{ subject: place.subject, personHash: draft.person_hash, textHash: draft.text_hash },
    since: {
      rate: addMs(now, -RATE_MS),
      hour: addMs(now, -HOUR_MS),
      repeat: addMs(now, -REPEAT_MS),
    },
  })
  if (history.isClosed || deps.config.comments === 'off') {
    return { problems: { form: { key: 'comments.error_closed' } } }
  }
  const proof = await readProof(deps, input.proof)
  return keep(deps, draft, { formAgeMs, history, proof })
}

/** The thread that a reply belongs to; none for a comment of its own. */
async function findThread(
  { reader }: SubmitDeps,
  { subject }: Place,
  reply: string,
): Promise<{ threadId?: string } | { problems: FieldErrors }> {
  if (reply === '') return {}
  const target = await findShownComment(reader, subject, reply)
  return target
    ? { threadId: target.threadId }
    : { problems: { form: { key: 'comments.error_reply_gone' } } }
}

type Draft = ReturnType<typeof draftRow>

function draftRow(
  { clock, secrets }: SubmitDeps,
  made: Submission & { place: Place; threadId?: string },
  { name, text, address, canonicalAddress }: CheckedComment,
) {
  const { place, language, input, threadId } = made
  const id = newId()
  const now = clock.now()
  const { kind, id: subjectId } = place.subject
  const personHash = secrets.hash('comment-person', canonicalAddress)
  const words = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
  return {
    id,
    subject_kind: kind,
    subject_id: subjectId,
    subject_path: place.path,
    thread_id: threadId ?? id,
    name,
    text,
    language,
    html: null,
    html_version: null,
    email: sealAddress(secrets, id, address),
    person_hash: personHash,
    text_hash: words.length >= MIN_REPEAT_CHARS ? secrets.hash('comment-text', words) : null,
    content_hash: secrets.hash(
      'comment-content',
      JSON.stringify([kind, subjectId, threadId, personHash, text]),
    ),
    created_at: now,
    told_at: null,
    approved_at: null,
    refused_at: null,
    announced_at: null,
    wants_replies_at: isTicked(input.notify) ? now : null,
    subscribed_at: null,
    erase_at: addMs(now, UNDECIDED_MS),
  }
}

/**
 * A second click on the button is no second comment, and no repeat to complain of.
 *
 * A comment that is held is one row, inserted together with those of others. A proof of work is used up
 * before: whoever has to send the form again after a crash is judged as one without.
 */
async function keep(
  deps: SubmitDeps,
  draft: Draft,
  known: Pick<Evidence, 'formAgeMs' | 'history'> & { proof?: Proof },
): Promise<SubmissionResult> {
  const { db } = deps
  const verdict = await judgeIn(deps, draft, known)
  if (verdict.kind === 'refused') {
    const same = await findCommentByContent(db, draft.content_hash)
    return same ? { commentId: same.id } : { problems: { form: verdict.problem } }
  }
  const row = { ...draft, reasons: JSON.stringify(verdict.reasons) }
  const isNew =
    verdict.kind === 'held'
      ? await insertComment(db, row)
      : await db.transaction().execute(async (tx) => {
          if (!(await insertComment(tx, row))) return false
          await publish({ ...deps, db: tx }, draft.id)
          return true
        })
  if (isNew) return { commentId: draft.id }
  const same = await findCommentByContent(db, draft.content_hash)
  return { commentId: same?.id ?? draft.id }
}

async function judgeIn(
  { db, config }: SubmitDeps,
  draft: Draft,
  { formAgeMs, history, proof }: Pick<Evidence, 'formAgeMs' | 'history'> & { proof?: Proof },
): Promise<Verdict> {
  const hasProof = proof !== undefined && (await insertProof(db, proof.id, proof.expiresAt))
  const { name, text } = draft
  return judge({
    ...{ mode: config.comments, name, text, history, formAgeMs, hasProof },
    ourNames: [config.siteName, config.organisation],
    ...{ words: wordListOf(config.commentWords), spamWords: advertisements },
  })
}

const advertisements = createWordList(spamWords)
const wordLists = new WeakMap<readonly string[], ReturnType<typeof createWordList>>()

function wordListOf(words: readonly string[]) {
  const list = wordLists.get(words) ?? createWordList(words)
  wordLists.set(words, list)
  return list
}

/** Whether a box of the form was ticked; browsers send nothing for one that was not. */
export function isTicked(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no', 'off'].includes(value.toLowerCase())
}
