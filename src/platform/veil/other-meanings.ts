import { foldName } from './fold-name.ts'

/**
 * Words that are also names: alone they are taken for a name only where a text is about the
 * person. Places and things that people are called by in Central Asia, Russia and Europe.
 */
const words = `
  мир свобода роза вера надежда любовь слава воля заря правда победа рассвет весна май марс лев волк
  орлов соболь мороз кузнец коваль мельник гончар бойко король королева князь царь боярин
  жан бала арман азат алтын айна намыс бостан мұрат жол дос ай күн
  mir svoboda roza rosa vera nadezhda slava volja mars lev azat arman altyn mira
  hope faith grace rose will bill mark may june april august dawn summer joy victor guy
  young king bishop baker smith cook hunter fox wolf stone wood woods hill rivers lake banks
  white black brown green gray grey gold long short small best good rich major marshall judge
  page west east north south church temple field fields park street city day night winter
  peace free freedom justice law court press state union people world house home
  sultan khan bek emir imam sheikh said islam iman nur nour amal salam amin karim hakim
  paris london berlin roma rome milan florence sofia vienna geneva warsaw madrid victoria
  astana akmola almaty aktau aktobe atyrau kokshetau pavlodar semey taraz turkestan shymkent oral
  kostanay karaganda zhanaozen baikonur bishkek osh tashkent samarkand bukhara dushanbe khujand
  ashgabat mary merv baku ganja sumgait tbilisi batumi yerevan minsk brest kyiv kiev lviv odesa
  moscow moskva kazan omsk tomsk perm ufa samara vladimir kirov lenin pushkin gorky
  jordan israel georgia chad china india france holland london asia europa africa america
  kabul herat tehran shiraz isfahan ankara istanbul izmir adana damascus aleppo cairo tunis
`
const known = new Set(words.split(/\s+/).filter(Boolean).map(foldName))

/** Shapes of surnames that are no common words, Slavic, Caucasian and Central Asian. */
const surname =
  /(?:[oe]va?|sk(?:[ij]+|a[ij]a|a|y)|enko|chuk|shvili|dze|ian|uli|uln?i|k[iy]zi|ovich|evich|bekov|bai|ov[ai])$/

/** Whether the word, by itself, may well mean something else than a person. */
export function hasOtherMeaning(part: string): boolean {
  return known.has(foldName(part))
}

/** Whether the word can hardly be anything but a surname, even without a capital letter. */
export function isShapedAsSurname(part: string): boolean {
  const folded = foldName(part)
  return folded.length > 5 && surname.test(folded) && !known.has(folded)
}
