/**
 * The state whose diplomatic relations cover a territory with a country code of its own, or `undefined`.
 * Embassies are accredited to that state, and so they answer for readers in its territories.
 */
export function stateOfTerritory(territory: string): string | undefined {
  return states.get(territory)
}

/** Whether a reader there lives under the authorities of the state: in it, or in a territory of it. */
export function isUnderState(state: string, readerState: string): boolean {
  return readerState === state || stateOfTerritory(readerState) === state
}

const territories: Record<string, string> = {
  AU: 'CC CX NF',
  CN: 'HK MO',
  DK: 'FO GL',
  FI: 'AX',
  FR: 'BL GF GP MF MQ NC PF PM RE WF YT',
  GB: 'AI BM FK GG GI IM JE KY MS PN SH TC VG',
  NL: 'AW BQ CW SX',
  NO: 'SJ',
  NZ: 'CK NU TK',
  US: 'AS GU MP PR VI',
}

const states = new Map(
  Object.entries(territories).flatMap(([state, codes]) =>
    codes.split(' ').map((code): [string, string] => [code, state]),
  ),
)
