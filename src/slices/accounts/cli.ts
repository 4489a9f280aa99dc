import type { Command } from '../../platform/cli.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { findMemberByEmail } from './member-queries.ts'
import { forgetFactors } from './members/change.ts'
import { canonicalEmail, inviteByOperator } from './members/invite.ts'
import { resetByOperator } from './sign-in/reset-password.ts'
import { type Member, type Role, roles } from './types.ts'

export const accountsCommands: Command[] = [
  {
    name: 'editor add',
    usage: `EMAIL [--role ${roles.join('|')}] [--organisation NAME]`,
    summary: 'Invites somebody to the desk: prints the link, and mails it when mail is on.',
    options: {
      role: { type: 'string', default: 'editor' },
      organisation: { type: 'string' },
    },
    async run({ deps, values, positionals, out }) {
      const t = deps.catalogues.translator('en')
      const role = roles.find((name) => name === values.role)
      const [email] = positionals
      if (!email || !role) {
        out.note(t('accounts.cli_add_usage', { roles: roles.join(', ') }))
        return 2
      }
      const organisation = values.organisation === undefined ? undefined : `${values.organisation}`
      const link = await inviteByOperator(deps, { email, role: role as Role, organisation })
      out.note(t('accounts.cli_added'))
      out.line(link)
      return 0
    },
  },
  {
    name: 'editor reset',
    usage: 'EMAIL [--factor]',
    summary:
      'Prints a link to set a new password; with --factor also takes the second factor away.',
    options: { factor: { type: 'boolean', default: false } },
    async run({ deps, values, positionals, out }) {
      const t = deps.catalogues.translator('en')
      const member = await requireMember(deps, positionals[0] ?? '')
      if (values.factor) {
        await deps.db.transaction().execute((tx) => forgetFactors(tx, deps, member))
      }
      const link = await resetByOperator(deps, member)
      out.note(t('accounts.cli_reset'))
      out.line(link)
      return 0
    },
  },
]

async function requireMember({ reader }: Deps, email: string): Promise<Member> {
  const member = await findMemberByEmail(reader, canonicalEmail(email) ?? '')
  if (!member) throw new AppError('not_found', 'accounts.member_unknown')
  return member
}
