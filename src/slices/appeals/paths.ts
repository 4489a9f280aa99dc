import { isDay } from '../../platform/time.ts'
import type { AppealKey } from './types.ts'

/** The path of an appeal, without language prefix: `/2013/05/22/SLUG/`. */
export function appealPath({ publishedOn, slug }: AppealKey): string {
  return `/${publishedOn.replaceAll('-', '/')}/${slug}/`
}

/** Reads what `appealPath` writes; the slashes around it may be missing. */
export function parseAppealPath(path: string): AppealKey | undefined {
  const match = /^\/?(\d{4})\/(\d{2})\/(\d{2})\/([^/]+)\/?$/.exec(path)
  if (!match) return undefined
  const [, year, month, day, slug = ''] = match
  const publishedOn = `${year}-${month}-${day}`
  return isDay(publishedOn) && isSlug(slug) ? { publishedOn, slug } : undefined
}

/** Lower-case words and numbers joined by hyphens. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
}

/** A slug made of a title in Latin letters; empty when there is none to be made of it. */
export function slugOf(title: string): string {
  const words = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const slug = words.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return slug.length <= 80 ? slug : slug.slice(0, 80).replace(/-[^-]*$/, '')
}
