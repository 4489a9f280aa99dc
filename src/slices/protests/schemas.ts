import { type Static, Type } from 'typebox'
import { limits } from './types.ts'

/** The address of an appeal, as in `/2013/05/22/SLUG/`. */
export const AppealParams = Type.Object({
  year: Type.String({ pattern: '^\\d{4}$' }),
  month: Type.String({ pattern: '^\\d{2}$' }),
  day: Type.String({ pattern: '^\\d{2}$' }),
  slug: Type.String({ minLength: 1, maxLength: 200 }),
})
export type AppealParams = Static<typeof AppealParams>

export const LetterQuery = Type.Object({
  from: Type.Optional(Type.String({ maxLength: 10 })),
  mission: Type.Optional(Type.String({ maxLength: 100 })),
  /** Language of the letter. */
  lang: Type.Optional(Type.String({ maxLength: 35 })),
  /** What the mission shall see of the writer, as chosen before the form. */
  display: Type.Optional(Type.String({ maxLength: 20 })),
})
export type LetterQuery = Static<typeof LetterQuery>

/**
 * The form of a letter. What people type has no minimum here: the domain says in its own words
 * what is missing.
 */
export const LetterBody = Type.Object({
  from: Type.String({ maxLength: 10, default: '' }),
  mission: Type.String({ maxLength: 100, default: '' }),
  name: Type.String({ maxLength: limits.nameChars, default: '' }),
  email: Type.String({ maxLength: limits.emailChars, default: '' }),
  subject: Type.String({ maxLength: limits.subjectChars, default: '' }),
  /** Its limit is checked by the domain: browsers send two characters for the end of a line. */
  text: Type.String({ default: '' }),
  display: Type.Union([Type.Literal('full'), Type.Literal('first'), Type.Literal('organisation')], {
    default: 'full',
  }),
  consent: Type.Optional(Type.String({ maxLength: 10 })),
  follow: Type.Optional(Type.String({ maxLength: 10 })),
  /** Language of the letter. */
  lang: Type.Optional(Type.String({ maxLength: 35 })),
  /** Domain of the address, when the writer was asked whether it is theirs and says so again. */
  same_host: Type.Optional(Type.String({ maxLength: limits.emailChars })),
})
export type LetterBody = Static<typeof LetterBody>

/** `part=note` asks for the note alone. */
export const LikenessQuery = Type.Object({ part: Type.Optional(Type.String({ maxLength: 10 })) })

export const OwnLetterBody = Type.Object({
  from: Type.String({ maxLength: 10, default: '' }),
})

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })

/** `twin` is set when the reader was sent on from another letter of theirs. */
export const FateQuery = Type.Object({ twin: Type.Optional(Type.String({ maxLength: 10 })) })

export const CodeBody = Type.Object({
  code: Type.String({ maxLength: 100, default: '' }),
})
