import Type from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type About,
  type Addressee,
  type EventDetails,
  eventKinds,
  type LocalTexts,
  organs,
  reliabilities,
  type Source,
} from './types.ts'

const Text = Type.String()
const MaybeText = Type.Optional(Text)
const Texts = Type.Record(Type.String(), Text)
const words = <T extends string>(all: readonly T[]) => Type.Enum([...all])

const CountShape = Type.Object({
  atLeast: Type.Integer(),
  atMost: Type.Optional(Type.Integer()),
  word: Type.Optional(words(['many', 'some'])),
})

const AboutShape = Type.Union([
  Type.Object({ people: Type.Array(Text) }),
  Type.Object({ group: Text, count: Type.Optional(CountShape) }),
  Type.Object({ case: Type.Literal(true) }),
])

const DetailsShape = Type.Object({
  places: Type.Optional(Texts),
  organ: Type.Optional(words(organs)),
  texts: Type.Optional(Texts),
  amountMinor: Type.Optional(Type.Integer()),
  currency: MaybeText,
  length: Type.Optional(
    Type.Object({ years: Type.Integer(), months: Type.Integer(), days: Type.Integer() }),
  ),
  isSuspended: Type.Optional(Type.Boolean()),
})

const SourceShape = Type.Object({
  name: Text,
  url: MaybeText,
  publishedOn: MaybeText,
  reliability: words(reliabilities),
})

const kinds = Compile(words(eventKinds))
const texts = Compile(Texts)
const about = Compile(AboutShape)
const details = Compile(DetailsShape)
const sources = Compile(Type.Array(SourceShape))
const addressees = Compile(Type.Array(Type.Object({ key: Text, names: Texts })))
const nameForms = Compile(Type.Array(Text))

/** Each throws an Error when the stored text is not what this version writes. */
export const parseStored = {
  kind: (text: string) => kinds.Parse(text),
  texts: (json: string): LocalTexts => texts.Parse(JSON.parse(json)),
  about: (json: string): About => about.Parse(JSON.parse(json)),
  details: (json: string): EventDetails => details.Parse(JSON.parse(json)),
  sources: (json: string): Source[] => sources.Parse(JSON.parse(json)),
  addressees: (json: string): Addressee[] => addressees.Parse(JSON.parse(json)),
  nameForms: (json: string): string[] => nameForms.Parse(JSON.parse(json)),
}
