import type { AdjustableKey } from '../../../platform/settings/adjustable.ts'

/** The pages of settings that are forms of values, with the values on each. */
export const formPages = [
  { name: 'site', path: '/desk/settings/', keys: ['siteName', 'organisation', 'languages'] },
  { name: 'look', path: '/desk/settings/look/', keys: ['accent'] },
  {
    name: 'comments',
    path: '/desk/settings/comments/',
    keys: ['comments', 'commentWords', 'commentEmailDays'],
  },
  { name: 'letters', path: '/desk/settings/letters/', keys: ['lettersPerHour'] },
] as const satisfies readonly { name: string; path: string; keys: readonly AdjustableKey[] }[]

export type FormPage = (typeof formPages)[number]

/** All pages of settings, in the order of their tabs. */
export const settingsTabs = [
  ...formPages.map(({ name, path }) => ({ name, path })),
  { name: 'giving', path: '/desk/settings/giving/' },
  { name: 'mail', path: '/desk/settings/mail/' },
] as const
