import { Type } from 'typebox'
import { limits, roles } from './types.ts'

export const NextQuery = Type.Object({
  next: Type.Optional(Type.String({ maxLength: limits.nextChars })),
})

/** What was done on the page before. */
export const SignInQuery = Type.Object({
  ...NextQuery.properties,
  message: Type.Optional(Type.Union([Type.Literal('signed_out'), Type.Literal('password_set')])),
})

export const TokenParams = Type.Object({ token: Type.String({ maxLength: limits.tokenChars }) })

/** Longer than any password may be, so that the domain says in words what is wrong with it. */
const Password = Type.String({ maxLength: 1000, default: '' })

export const SignInBody = Type.Object({
  email: Type.String({ maxLength: limits.emailChars, default: '' }),
  password: Password,
})

export const CodeBody = Type.Object({
  code: Type.String({ maxLength: 100, default: '' }),
})

/** There is no role here: it stands in the invitation. */
export const InvitationBody = Type.Object({
  email: Type.String({ maxLength: limits.emailChars, default: '' }),
  name: Type.String({ maxLength: limits.nameChars, default: '' }),
  password: Password,
})

export const ResetAskBody = Type.Object({
  email: Type.String({ maxLength: limits.emailChars, default: '' }),
})

export const PasswordBody = Type.Object({ password: Password })

export const RoleField = Type.Union(roles.map((role) => Type.Literal(role)))
