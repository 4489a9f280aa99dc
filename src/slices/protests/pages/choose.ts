import { isCountry } from '../../../platform/countries.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Appeal, type LetterText, letterTexts } from '../../appeals/index.ts'
import { type MissionAnswer, resolveMissions } from '../../missions/index.ts'
import { salutation } from '../delivery/outgoing.ts'
import { isAddressed } from '../recipient.ts'

/** What a reader may choose from, and what they have chosen. */
export type LetterChoice =
  | { kind: 'no_country' }
  | { kind: 'accused_state'; from: string }
  | { kind: 'no_mission'; from: string }
  | MissionChoice

export interface MissionChoice {
  kind: 'mission'
  from: string
  mission: MissionAnswer
  /** The other missions that answer for the reader, best first. */
  others: MissionAnswer[]
  /** False when the reader asked for a mission that does not answer for them. */
  isAsAsked: boolean
  /** The letter to start from; empty words where the appeal has none. */
  letter: LetterText
  /** How it will begin; empty when nobody has said how letters begin in its language. */
  salutation: string
  /** The same letter in the reader's language, for understanding. */
  readerLetter?: LetterText
  /** Languages that the appeal has a letter in. */
  letterLanguages: string[]
}

/**
 * Finds the missions that answer for a reader, and the letter to start from.
 *
 * @param lang the reader's language
 */
export async function chooseLetter(
  { reader, catalogues }: Pick<Deps, 'reader' | 'catalogues'>,
  appeal: Appeal,
  asked: { from?: string; mission?: string; lang: string; letterLang?: string },
): Promise<LetterChoice> {
  const from = asked.from?.toUpperCase() ?? ''
  if (!isCountry(from)) return { kind: 'no_country' }
  const { missions: answers, accusedState } = await resolveMissions(reader, {
    sendingState: appeal.country,
    readerState: from,
  })
  if (accusedState) return { kind: 'accused_state', from }
  const missions = answers.filter(isAddressed)
  const mission = missions.find(({ id }) => id === asked.mission) ?? missions[0]
  if (!mission) return { kind: 'no_mission', from }
  const text = chooseText(appeal, asked)
  return {
    kind: 'mission',
    from,
    mission,
    others: missions.filter((other) => other !== mission),
    isAsAsked: asked.mission === undefined || mission.id === asked.mission,
    ...text,
    salutation: salutation(catalogues, text.letter.language, mission.type),
  }
}

function chooseText(appeal: Appeal, { lang, letterLang }: { lang: string; letterLang?: string }) {
  const letterLanguages = appeal.letters.map(({ language }) => language)
  const suggested = letterTexts(appeal, lang)
  const letter =
    appeal.letters.find(({ language }) => language === letterLang) ??
    suggested.addressee ??
    ({ language: lang, subject: '', text: '' } satisfies LetterText)
  const readers = appeal.letters.find(({ language }) => language === lang)
  return { letter, readerLetter: readers === letter ? undefined : readers, letterLanguages }
}
