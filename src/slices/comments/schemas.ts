import { Type } from 'typebox'
import { limits } from './types.ts'

/** What the address of a subject's page says about its comments. */
export const CommentsQuery = Type.Object({
  /** Id of the comment that is replied to. */
  reply: Type.Optional(Type.String({ maxLength: 36 })),
  /** Id of the last comment of the page before. */
  after: Type.Optional(Type.String({ maxLength: 36 })),
})

/**
 * The form of a comment. What people type has no limit here but that of the whole form: the
 * domain says in its own words what is missing or too long.
 */
export const CommentBody = Type.Object({
  name: Type.String({ default: '' }),
  email: Type.String({ default: '' }),
  text: Type.String({ default: '' }),
  reply: Type.String({ maxLength: 36, default: '' }),
  notify: Type.Optional(Type.String({ maxLength: 10 })),
  website: Type.String({ default: '' }),
  stamp: Type.String({ maxLength: 100, default: '' }),
  proof: Type.String({ maxLength: 4000, default: '' }),
})

export const TokenParams = Type.Object({ token: Type.String({ maxLength: limits.tokenChars }) })
