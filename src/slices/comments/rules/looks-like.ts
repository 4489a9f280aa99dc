/** Shorter names stand in too many others. */
const MIN_CHARS = 3

/**
 * Whether a name looks like one that another stands for, or holds it, also when it is written with the letters
 * of another script, with accents, with signs in between or with nothing that is seen.
 */
export function looksLike(name: string, known: string): boolean {
  const looked = outlineOf(known)
  return looked.length >= MIN_CHARS && outlineOf(name).includes(looked)
}

/**
 * Letters and figures that look like a Latin one (a part of Unicode's confusables, UTS #39), small ones;
 * capitals that look so have been made small before.
 */
const twins = `
  а a  ɑ a  α a  в b  ь b  с c  ϲ c  ԁ d  е e  є e  ε e  ё e  ɡ g  н h  һ h  і i  ι i  ı i  ӏ i  l i  1 i  ј j
  к k  κ k  м m  μ m  п n  η n  о o  ο o  σ o  օ o  ө o  0 o  р p  ρ p  ԛ q  г r  ѕ s  5 s  т t  τ t  υ u  ս u
  ν v  ѵ v  ѡ w  ω w  х x  χ x  у y  ү y  γ y  з 3`

const latin = new Map(
  [...twins.matchAll(/(\S) (\S)/gu)].map(([, letter = '', twin = '']) => [letter, twin]),
)

/** Only for comparing: what looks alike comes out as one. */
function outlineOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/./gu, (letter) => latin.get(letter) ?? letter)
}
