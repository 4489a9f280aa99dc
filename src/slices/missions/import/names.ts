import { isCountry, listCountries } from '../../../platform/countries.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { foldName } from '../towns.ts'
import { EUROPEAN_UNION, type MissionType, missionTypes } from '../types.ts'

/** Code of a state from its code or English name; undefined for whatever is not a state of the list. */
export function readState(text: string): string | undefined {
  const word = text.trim()
  if (isCountry(word)) return word
  return codesByName.get(foldState(word))
}

/** Like `readState`, and the European Union, to which states send missions too. */
export function readJurisdiction(text: string): string | undefined {
  return text.trim() === EUROPEAN_UNION || text.trim() === 'European Union'
    ? EUROPEAN_UNION
    : readState(text)
}

/** The type of mission from our own word or from Wikidata's. */
export function readType(text: string): MissionType | undefined {
  const word = foldName(text)
  const own = missionTypes.find((type) => type.replaceAll('_', ' ') === word)
  return own ?? typesByName.get(word) ?? typeBySound(word)
}

function foldState(name: string): string {
  return foldName(name)
    .replace(/^the /, '')
    .replace(/^saint /, 'st ')
}

/** Types of a single state's missions ("Consulate General of Sweden") by the words in them. */
function typeBySound(word: string): MissionType | undefined {
  if (/^consulate general /.test(word)) return 'consulate_general'
  if (/^consulates? of /.test(word)) return 'consulate'
  if (/ high commission$/.test(word)) return 'high_commission'
  if (/^embassy of /.test(word)) return 'embassy'
  if (/^diplomatic mission( of |$)/.test(word)) return 'other'
  return undefined
}

const typesByName = new Map<string, MissionType>([
  ['apostolic nunciature', 'nunciature'],
  ['apostolic delegation', 'nunciature'],
  ['consular office', 'consulate'],
  ['taipei representative office', 'de_facto_embassy'],
  ['quebec government office', 'subnational_office'],
])

/** Names that Wikidata uses and the English list of countries does not. */
const otherNames: Record<string, string> = {
  'Cape Verde': 'CV',
  Congo: 'CG',
  'Czech Republic': 'CZ',
  'Democratic Republic of the Congo': 'CD',
  'East Timor': 'TL',
  'Federated States of Micronesia': 'FM',
  'Government of Sweden': 'SE',
  'Holy See': 'VA',
  'Hong Kong': 'HK',
  'Ivory Coast': 'CI',
  'Kingdom of Denmark': 'DK',
  'Kingdom of the Netherlands': 'NL',
  Macau: 'MO',
  "Ministry of Foreign Affairs of the People's Republic of China": 'CN',
  'Ministry of Foreign Affairs of the Russian Federation': 'RU',
  'Ministry of Foreign Affairs and Cooperation of the Republic of Rwanda': 'RW',
  Myanmar: 'MM',
  Palestine: 'PS',
  "People's Republic of China": 'CN',
  'Republic of Ireland': 'IE',
  'Republic of the Congo': 'CG',
  'Sahrawi Arab Democratic Republic': 'EH',
  'State of Palestine': 'PS',
  Turkey: 'TR',
  'United States of America': 'US',
  Vatican: 'VA',
  'Vatican City': 'VA',
}

const codesByName = new Map<string, string>([
  ...listCountries().map(({ code }): [string, string] => [
    foldState(countryName('en', code)),
    code,
  ]),
  ...Object.entries(otherNames).map(([name, code]): [string, string] => [foldState(name), code]),
])
