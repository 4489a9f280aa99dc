import { insertComment } from '../src/slices/comments/queries.ts'
import type { CommentsTable } from '../src/slices/comments/tables.ts'
import type { TestApp } from './harness.ts'

/** A comment of Maeve's that waits for a moderator, as the form would have left it. */
export async function addHeldComment(
  { deps, clock }: Pick<TestApp, 'deps' | 'clock'>,
  changes: Partial<CommentsTable> & { id: string },
): Promise<void> {
  const { id } = changes
  await insertComment(deps.db, {
    subject_kind: 'appeal',
    subject_id: 'astana',
    subject_path: '/2013/05/22/astana/',
    thread_id: id,
    name: 'Maeve',
    text: 'Release them *all*!',
    language: 'en',
    html: null,
    html_version: null,
    email: deps.secrets.seal('maeve@reader.example', id),
    person_hash: 'person',
    text_hash: null,
    content_hash: id,
    reasons: JSON.stringify([{ code: 'first_comment' }]),
    created_at: clock.now(),
    told_at: null,
    approved_at: null,
    refused_at: null,
    announced_at: null,
    wants_replies_at: null,
    subscribed_at: null,
    erase_at: null,
    ...changes,
  })
}
