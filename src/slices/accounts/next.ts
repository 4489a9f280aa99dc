/** Pages of the desk alone; never another site, however the address is written. */
const deskPath = /^\/desk\/[\w\-./?=&%+,:~]*$/

/** Where to go on after signing in: what was asked for, when it is a page of the desk. */
export function nextPath(wanted: string | undefined): string {
  return wanted !== undefined && deskPath.test(wanted) && !wanted.includes('..') ? wanted : '/desk/'
}

/** An address with the page to go on to. */
export function withNext(path: string, next: string): string {
  return next === '/desk/' ? path : `${path}?next=${encodeURIComponent(next)}`
}
