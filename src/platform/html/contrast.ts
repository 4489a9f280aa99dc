/** Grounds on which the accent is read as text, as `style.css` names them. */
const LIGHT_GROUNDS = ['#fbf8f2', '#ffffff']
const DARK_GROUNDS = ['#15130f', '#1f1c17']

/** Least contrast of text (WCAG 2.2, 1.4.3). */
export const MIN_CONTRAST = 4.5
const STEPS = 256

/** Contrast of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/**
 * What is wrong with an accent on light grounds, where it is both text and the ground of white text: the
 * contrast that it reaches and the nearest darker colour that would do. Undefined when nothing is.
 */
export function lightProblem(color: string): { ratio: string; nearest: string } | undefined {
  const ratio = worst(color, LIGHT_GROUNDS)
  if (ratio >= MIN_CONTRAST) return undefined
  return { ratio: inWords(ratio), nearest: mixUntilRead(color, '#000000', LIGHT_GROUNDS) }
}

/**
 * The accent as text on dark grounds: no one colour can be read on white and on black paper alike, so it is
 * made as much lighter as it must be.
 */
export function accentOnDark(color: string): string {
  return mixUntilRead(color, '#ffffff', DARK_GROUNDS)
}

/** Contrasts of an accent on light and, made lighter, on dark grounds. */
export function contrastsOf(color: string): { light: string; dark: string } {
  return {
    light: inWords(worst(color, LIGHT_GROUNDS)),
    dark: inWords(worst(accentOnDark(color), DARK_GROUNDS)),
  }
}

/** Rounded down, so that what fails never looks as if it passed. */
function inWords(ratio: number): string {
  return (Math.floor(ratio * 100) / 100).toFixed(2)
}

function mixUntilRead(color: string, target: string, grounds: readonly string[]): string {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(color, target, step / STEPS)
    if (worst(mixed, grounds) >= MIN_CONTRAST) return mixed
  }
  return target
}

function worst(color: string, grounds: readonly string[]): number {
  return Math.min(...grounds.map((ground) => contrastOf(color, ground)))
}

function mix(color: string, target: string, share: number): string {
  const [from, to] = [channels(color), channels(target)]
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
}
