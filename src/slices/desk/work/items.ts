import type { Html } from '../../../platform/html/trusted-html.tsx'
import type { Translator } from '../../../platform/i18n/catalogues.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Instant } from '../../../platform/time.ts'
import { listCommentsByState, reasonSentence, renderComment } from '../../comments/index.ts'
import { findMissionsById, listCorrections, missionTitle } from '../../missions/index.ts'
import { type Item, type ItemKind, listPendingItems } from '../../moderation/index.ts'
import {
  listHeldLetters,
  listSharedReplies,
  readDraft,
  readHeldWords,
} from '../../protests/index.ts'
import { findNames } from '../letters/names.ts'
import type { DeskDeps } from '../types.ts'

/** What an item says. */
export type Body =
  | { kind: 'html'; html: Html }
  | { kind: 'text'; subject: string; text: string }
  | { kind: 'facts'; facts: readonly { label: string; value: string }[] }

/** Something that readers sent, and that waits for a decision. */
export interface WorkItem {
  item: Item
  at: Instant
  /** Who wrote it, where it goes, or what it is about. */
  heading: string
  /** The page that it belongs to. */
  path: string
  /** Language that it is written in. */
  language: string
  /** Made when it is shown. */
  body: () => Body
  /** Why it waits. */
  rules: readonly { code: string; words: string }[]
  /** What its writer is told when it is refused, to be changed; undefined: nobody is told. */
  refusal?: string
}

/** So many of each kind are looked at; more wait behind them. */
const MAX_OF_KIND = 200

type WorkDeps = Pick<DeskDeps, 'reader' | 'secrets' | 'catalogues'>

/** Everything that waits and that nobody has just decided on, the oldest first. */
export async function listWork(
  deps: WorkDeps,
  t: Translator,
  kind?: ItemKind,
): Promise<WorkItem[]> {
  const lists: Record<ItemKind, () => Promise<WorkItem[]>> = {
    comment: () => listComments(deps, t),
    letter: () => listLetters(deps, t),
    correction: () => listReadersCorrections(deps, t),
    reply: () => listReplies(deps, t),
  }
  const wanted = kind ? [lists[kind]] : Object.values(lists)
  const [pending, ...found] = await Promise.all([
    listPendingItems(deps.reader),
    ...wanted.map((list) => list()),
  ])
  const isPending = new Set(pending.map((item) => `${item.kind} ${item.id}`))
  return found
    .flat()
    .filter(({ item }) => !isPending.has(`${item.kind} ${item.id}`))
    .sort((a, b) => a.at.localeCompare(b.at))
}

async function listComments({ reader }: WorkDeps, t: Translator): Promise<WorkItem[]> {
  const comments = await listCommentsByState(reader, 'held', { limit: MAX_OF_KIND })
  return comments.map((comment) => ({
    item: { kind: 'comment', id: comment.id },
    at: comment.createdAt,
    heading: comment.name,
    path: comment.place.path,
    language: comment.language,
    body: () => ({ kind: 'html', html: renderComment(comment.text) }),
    rules: comment.reasons.map((reason) => ({
      code: reason.code,
      words: reasonSentence(t, reason),
    })),
  }))
}

async function listLetters(deps: WorkDeps, t: Translator): Promise<WorkItem[]> {
  const { reader, secrets, catalogues } = deps
  const letters = await listHeldLetters(reader, MAX_OF_KIND)
  const names = await findNames(deps, t, { mission: letters.map(({ missionId }) => missionId) })
  return letters.map((letter) => ({
    item: { kind: 'letter', id: letter.id },
    at: letter.stateAt,
    heading: t('desk.work_letter', {
      country: countryName(t.lang, letter.readerCountry),
      mission: names.mission(letter.missionId),
    }),
    path: `/desk/letters/${letter.id}`,
    language: letter.letterLanguage,
    body: () => {
      const { subject = '', text = '' } = readHeldWords(secrets, letter) ?? {}
      return { kind: 'text', subject, text }
    },
    rules: letter.heldFor.map((code) => ({ code, words: t(`protests.hold_${code}`) })),
    refusal: letter.heldFor
      .map((code) => catalogues.translator(letter.language)(`desk.work_refusal_${code}`))
      .join(' '),
  }))
}

async function listReplies(deps: WorkDeps, t: Translator): Promise<WorkItem[]> {
  const replies = await listSharedReplies(deps.reader, MAX_OF_KIND)
  const names = await findNames(deps, t, { mission: replies.map(({ missionId }) => missionId) })
  return replies.map((reply) => ({
    item: { kind: 'reply', id: reply.id },
    at: reply.sharedAt,
    heading: names.mission(reply.missionId),
    path: `/desk/replies/${reply.id}`,
    language: t.lang,
    body: () => ({
      kind: 'text',
      subject: t('desk.work_reply_public'),
      text: readDraft(deps.secrets, reply) ?? '',
    }),
    rules: [],
  }))
}

async function listReadersCorrections({ reader }: WorkDeps, t: Translator): Promise<WorkItem[]> {
  const corrections = await listCorrections(reader, { limit: MAX_OF_KIND })
  const ids = corrections.map(({ missionId }) => missionId)
  const missions = await findMissionsById(reader, [...new Set(ids)])
  return corrections.map((correction) => {
    const mission = missions.get(correction.missionId)
    return {
      item: { kind: 'correction', id: correction.id },
      at: correction.createdAt,
      heading: mission ? missionTitle(t, mission) : t('protests.mission_gone'),
      path: `/desk/missions/${correction.missionId}?correction=${correction.id}`,
      language: correction.language,
      body: () => ({
        kind: 'facts',
        facts: [
          { label: t('desk.contact_kind'), value: t(`missions.kind_${correction.kind}`) },
          { label: t('desk.correction_wrong'), value: correction.wrong || '–' },
          { label: t('desk.correction_right'), value: correction.right || '–' },
          { label: t('desk.correction_from'), value: correction.knownFrom },
        ],
      }),
      rules: [],
    }
  })
}
