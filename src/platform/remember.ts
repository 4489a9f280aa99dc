/**
 * Keeps what a function makes of a text, for the next time. Only for functions whose result depends
 * on nothing but that text. At most `max` results are kept; when there are more, all are forgotten.
 */
export function remember<Made extends {}>(
  max: number,
  make: (text: string) => Made,
): (text: string) => Made {
  const known = new Map<string, Made>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = make(text)
    if (known.size >= max) known.clear()
    known.set(text, made)
    return made
  }
}
