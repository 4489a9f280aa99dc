/**
 * Where the terms of a licence stand, when it is named by its address or is one of Creative
 * Commons, for instance `CC BY-SA 4.0`.
 */
export function licenceAddress(licence: string): string | undefined {
  if (/^https?:\/\//.test(licence)) return URL.canParse(licence) ? licence : undefined
  if (/^CC0( 1\.0)?$/i.test(licence)) return 'https://creativecommons.org/publicdomain/zero/1.0/'
  const [, kind, version] = /^CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)$/i.exec(licence) ?? []
  if (!kind || !version) return undefined
  return `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/`
}
