import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { type AppealFacts, type AppealTexts, figureKinds } from './types.ts'

/** The part of an appeal's texts that is kept as JSON. */
export type AppealContent = Omit<AppealTexts, 'language' | 'title' | 'call' | 'place'>

const Text = Type.String()
const MaybeText = Type.Optional(Type.String())
const KeyedText = Type.Object({ key: Text, text: Text })

const Count = Type.Union([
  Type.Object({ exactly: Type.Integer() }),
  Type.Object({ atLeast: Type.Integer() }),
  Type.Literal('many'),
  Type.Literal('some'),
])

const Facts = Compile(
  Type.Object({
    country: Text,
    topics: Type.Array(Text),
    addresseeLanguages: Type.Array(Text),
    actBy: MaybeText,
    figures: Type.Optional(
      Type.Object({
        asOf: Text,
        source: Text,
        counts: Type.Array(
          Type.Object({
            kind: Type.Union(figureKinds.map((kind) => Type.Literal(kind))),
            count: Count,
          }),
        ),
      }),
    ),
    quotation: Type.Optional(
      Type.Object({ who: Text, publishedOn: MaybeText, url: MaybeText, licence: MaybeText }),
    ),
    video: Type.Optional(Type.Object({ url: MaybeText, archiveUrl: MaybeText, poster: MaybeText })),
    pictures: Type.Optional(Type.Array(Type.Object({ key: Text, id: Text, credit: MaybeText }))),
    addressees: Type.Optional(
      Type.Array(
        Type.Object({
          key: Text,
          name: Text,
          office: Text,
          email: MaybeText,
          postal: MaybeText,
        }),
      ),
    ),
    copyTo: MaybeText,
    events: Type.Array(
      Type.Object({ key: Text, happenedOn: Text, time: MaybeText, source: MaybeText }),
    ),
    demands: Type.Array(Text),
    caseKey: MaybeText,
    people: Type.Optional(
      Type.Array(Type.Object({ key: Text, roles: Type.Record(Type.String(), Text) })),
    ),
  }),
)

const Content = Compile(
  Type.Object({
    quotation: MaybeText,
    video: MaybeText,
    pictures: Type.Optional(Type.Array(Type.Object({ key: Text, alt: Text, caption: MaybeText }))),
    events: Type.Array(KeyedText),
    demands: Type.Array(KeyedText),
    letters: Type.Array(
      Type.Object({ language: Text, subject: Text, text: Text, phone: MaybeText }),
    ),
    prompts: Type.Array(Text),
    story: Text,
  }),
)

/** @throws Error when the stored text is not what this version writes */
export function parseFacts(json: string): AppealFacts {
  return Facts.Parse(JSON.parse(json))
}

/** @throws Error when the stored text is not what this version writes */
export function parseContent(json: string): AppealContent {
  return Content.Parse(JSON.parse(json))
}

const Outcomes = Compile(Type.Record(Text, Text))

/** @throws Error when the stored text is not what this version writes */
export function parseOutcomes(json: string): Record<string, string> {
  return Outcomes.Parse(JSON.parse(json))
}
