/**
 * The town that a reader knows for a place as sources name it: London for "City of Westminster",
 * Paris for "16th arrondissement of Paris", Tallinn for "Tallinn City".
 */
export function townOf(state: string, city: string): string {
  const plain = plainCity(state, city)
  return districts.get(`${state} ${foldName(plain)}`) ?? plain
}

/** A place without postcode and without words for its kind of municipality; districts stay districts. */
export function plainCity(state: string, city: string): string {
  const plain = city
    .replace(/\s+/g, ' ')
    .replace(/^(?:[A-Z]{1,2}-)?\d{4,6} | \d{4,6}$/g, '')
    .replace(/^\d+(?:st|nd|rd|th) arrondissement of /, '')
    .replace(/ \(.*\)$/, '')
    .replace(/ District [IVX]+$/, '')
    .replace(/( Capital| City| District)? municipality$/i, '')
    .trim()
  return statesThatSayCity.has(state) ? plain.replace(/ City$/, '') : plain
}

/** Letters and digits alone, in lower case and without accents, for comparing names. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Where an embassy really stands that a list of the host state gives with a foreign address, because
 * it is accredited there from abroad; undefined for a town at home.
 */
export function foreignSeat(
  state: string,
  city: string,
): { state: string; city: string } | undefined {
  const name = foldName(city)
  const seat = seats.find((each) => each.names.test(name))
  return seat && seat.state !== state ? { state: seat.state, city: seat.city } : undefined
}

const seats = [
  { names: /^(brussel|brussels|bruxelles)$/, state: 'BE', city: 'Brussels' },
  { names: /^(gb )?london( |$)/, state: 'GB', city: 'London' },
  { names: /^paris$/, state: 'FR', city: 'Paris' },
  { names: /^(den haag|the hague)$/, state: 'NL', city: 'The Hague' },
  { names: /^(genf|geneva)$/, state: 'CH', city: 'Geneva' },
  { names: /^new york( city)?$/, state: 'US', city: 'New York City' },
]

/** Where "City" ends the name of any municipality; elsewhere it belongs to the name (Kuwait City). */
const statesThatSayCity = new Set(['EE', 'MZ', 'NZ', 'PH'])

const districtsByTown: Record<string, string> = {
  'AO Luanda': 'Ingombota | Ingombotas',
  'BA Sarajevo': 'Centar',
  'BE Brussels':
    'Uccle | Ixelles - Elsene | Etterbeek | Forest | Schaerbeek - Schaarbeek | ' +
    'Woluwe-Saint-Pierre - Sint-Pieters-Woluwe | Woluwe-Saint-Lambert - Sint-Lambrechts-Woluwe',
  'CH Bern': 'Berne',
  'CL Santiago': 'Las Condes | Providencia | Vitacura',
  'CN Beijing':
    'Chaoyang District | Chaowai Subdistrict | Jianwai Subdistrict | Sanlitun Subdistrict | Beixinqiao Subdistrict',
  'CN Guangzhou': 'Tianhe District | Yuexiu District | Haizhu District',
  'CU Havana': 'Malecón | Miramar',
  'DE Berlin':
    'Mitte | Pankow | Steglitz-Zehlendorf | Charlottenburg-Wilmersdorf | Neukölln | Tempelhof-Schöneberg',
  'DK Copenhagen': 'Gentofte',
  'DZ Algiers': 'El Mouradia',
  'GB Edinburgh': 'City of Edinburgh',
  'GB London':
    'City of Westminster | Westminster | Royal Borough of Kensington and Chelsea | Kensington | South Kensington | ' +
    'Belgravia | Mayfair | Marylebone | London Borough of Camden | London Borough of Wandsworth',
  'GR Athens': 'Psychiko | Filothei-Psychiko | Chalandri',
  'IE Dublin': 'Ballsbridge | Blackrock',
  'IN New Delhi': 'Chanakyapuri',
  'JP Tokyo':
    'Akasaka | Chiyoda-ku | Meguro-ku | Minato-ku | Setagaya-ku | Shibuya-ku | Shinagawa-ku | Shinjuku',
  'KR Seoul': 'Jongno District | Jung District | Yongsan District',
  'MM Yangon': 'Rangoon',
  'MX Mexico City': 'Colonia Cuauhtémoc, Mexico City',
  'PE Lima': 'San Isidro | Miraflores | Jesús María | Lima District',
  'RU Moscow':
    'Arbat District | Basmanny District | Dorogomilovo District | Khamovniki District | Presnensky District | ' +
    'Tverskoy District',
  'SE Stockholm':
    'Danderyd | Lidingö | Nacka | Norrmalm city district | Östermalm city district | Solna',
  'TH Bangkok': 'Lumphini',
  'TR Ankara': 'Çankaya | Kavaklıdere, Çankaya',
  'TR Istanbul': 'Beşiktaş | Beyoğlu',
  'US New York City': 'New York | Manhattan',
  'US Washington, D.C.': 'Washington',
  'ZA Pretoria': 'Hatfield, Pretoria',
}

/** How sources spell the quarters of towns of which the words are a part: of London, "City of Westminster". */
export function quartersOf(words: string): { state: string; names: string[] }[] {
  const folded = foldName(words)
  if (folded === '') return []
  return Object.entries(districtsByTown)
    .filter(([town]) => foldName(town.slice(3)).includes(folded))
    .map(([town, names]) => ({ state: town.slice(0, 2), names: names.split(' | ') }))
}

const districts = new Map(
  Object.entries(districtsByTown).flatMap(([town, names]) =>
    names
      .split(' | ')
      .map((name): [string, string] => [`${town.slice(0, 2)} ${foldName(name)}`, town.slice(3)]),
  ),
)
