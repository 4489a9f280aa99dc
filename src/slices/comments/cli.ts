import type { Command, Output } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { closeComments, openComments } from './close.ts'
import { approveComment, refuseComment } from './decide.ts'
import { listCommentsByState } from './queries.ts'
import { reasonSentence } from './rules/reasons.ts'
import type { Comment, CommentState, Subject } from './types.ts'

/** Finds what stands under an address of the site; undefined when nothing does. */
export type SubjectFinder = (deps: Deps, path: string) => Promise<Subject | undefined>

const LIST_SIZE = 100

/** `comments list`, `approve`, `refuse`, `close` and `open`. */
export function commentsCommands(findSubject: SubjectFinder): Command[] {
  return [
    listCommand,
    decideCommand('approve', 'Lets readers see comments.', approveComment),
    decideCommand(
      'refuse',
      'Keeps comments from readers, also those they have seen.',
      refuseComment,
    ),
    closeCommand('close', 'Takes no more comments under an address.', closeComments, findSubject),
    closeCommand('open', 'Takes comments under an address again.', openComments, findSubject),
  ]
}

const listCommand: Command = {
  name: 'comments list',
  usage: '[--approved | --refused] [--after ID]',
  summary: `Lists comments that wait for a decision, ${LIST_SIZE} at most, the oldest first.`,
  options: {
    approved: { type: 'boolean', default: false },
    refused: { type: 'boolean', default: false },
    after: { type: 'string' },
  },
  async run({ deps, values, out }) {
    const state: CommentState = values.approved ? 'approved' : values.refused ? 'refused' : 'held'
    const afterId = values.after === undefined ? undefined : String(values.after)
    const comments = await listCommentsByState(deps.reader, state, { afterId, limit: LIST_SIZE })
    const t = deps.catalogues.translator('en')
    if (comments.length === 0) out.note(t('comments.cli_none'))
    for (const comment of comments) print(deps, comment, out)
    if (comments.length === LIST_SIZE) {
      out.note(t('comments.cli_more', { id: comments.at(-1)?.id ?? '' }))
    }
    return 0
  },
}

function print({ catalogues }: Deps, comment: Comment, out: Output): void {
  const t = catalogues.translator('en')
  out.line(`--- ${comment.id}  ${comment.createdAt}  ${comment.place.path}`)
  out.line(`${printable(comment.name)}: ${printable(comment.text)}`)
  for (const reason of comment.reasons) out.line(`  * ${reasonSentence(t, reason)}`)
}

/** Without what would move the cursor or turn the direction of writing in a terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '').replaceAll('\n', '\n  ')
}

function decideCommand(
  verb: 'approve' | 'refuse',
  summary: string,
  decide: typeof approveComment,
): Command {
  return {
    name: `comments ${verb}`,
    usage: 'ID…',
    summary,
    async run({ deps, positionals, out }) {
      const t = deps.catalogues.translator('en')
      if (positionals.length === 0) {
        out.note(t('comments.cli_no_id'))
        return 2
      }
      for (const id of positionals) {
        const isNew = await decide(deps, id)
        out.line(t(isNew ? `comments.cli_${verb}` : 'comments.cli_as_it_was', { id }))
      }
      return 0
    },
  }
}

function closeCommand(
  verb: 'close' | 'open',
  summary: string,
  act: typeof closeComments,
  findSubject: SubjectFinder,
): Command {
  return {
    name: `comments ${verb}`,
    usage: 'PATH',
    summary,
    async run({ deps, positionals, out }) {
      const t = deps.catalogues.translator('en')
      const [path] = positionals
      if (!path) {
        out.note(t('comments.cli_no_path'))
        return 2
      }
      const subject = await findSubject(deps, path)
      if (!subject) {
        out.note(t('comments.cli_path_unknown', { path }))
        return 1
      }
      const isNew = await act(deps, subject)
      out.line(t(isNew ? `comments.cli_${verb}` : 'comments.cli_as_it_was', { id: path }))
      return 0
    },
  }
}
