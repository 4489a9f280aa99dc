import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { type AdjustableKey, adjustable } from '../../../platform/settings/adjustable.ts'
import { type SettingChanges, saveSettings } from '../../../platform/settings/settings.ts'
import { type Actor, recordAct, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import type { DeskDeps } from '../types.ts'
import type { FormPage } from './pages.ts'

type Form = Record<string, string | undefined>

/** What is in force now, as the fields show it. */
export function valuesOf({ config, catalogues }: DeskDeps, page: FormPage): Record<string, string> {
  const texts: Partial<Record<AdjustableKey, string>> = {
    siteName: config.siteName,
    organisation: config.organisation,
    languages: (config.languages ?? catalogues.languages).join(','),
    accent: config.accent ?? '',
    comments: config.comments,
    commentWords: config.commentWords.join('\n'),
    commentEmailDays: String(config.commentEmailDays),
    lettersPerHour: String(config.lettersPerHour),
  }
  return Object.fromEntries(page.keys.map((key) => [key, texts[key] ?? '']))
}

/**
 * Saves one page of settings. A field that is left empty takes the setting back to what it is without the desk.
 *
 * @returns what is wrong with the form, or undefined when it was saved
 * @throws AppError `forbidden` the actor may not, or the operator has fixed all of it
 */
export async function saveForm(
  deps: DeskDeps,
  actor: Actor,
  { page, form }: { page: FormPage; form: Form },
): Promise<FieldErrors | undefined> {
  const open = page.keys.filter((key) => !deps.settings.isFixed(key))
  if (open.length === 0) throw new AppError('forbidden', 'platform.setting_fixed')
  const changes: SettingChanges = {}
  const errors: FieldErrors = {}
  for (const key of open) {
    const text = (form[key] ?? '').replace(/\r\n/g, '\n').trim()
    const problem = problemWith(deps, key, text)
    if (problem) errors[key] = problem
    changes[key] = isDefault(deps, key, text) ? undefined : text
  }
  if (Object.keys(errors).length > 0) return errors
  await changeSettings(deps, actor, changes)
  return undefined
}

/** Sets values and writes into the audit log what they were. */
export async function changeSettings(
  deps: DeskDeps,
  actor: Actor,
  changes: SettingChanges,
): Promise<void> {
  requireHost(actor)
  requireFreshFactor(deps, actor)
  await saveSettings(deps, { changes, by: actor.memberId }, (tx, before) =>
    recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'desk.act_settings_changed',
      subject: { kind: 'settings', id: Object.keys(changes).join(','), name: 'Settings' },
      before: inShort(before),
      after: inShort(changes),
    }),
  )
}

function problemWith({ catalogues }: DeskDeps, key: AdjustableKey, text: string) {
  if (key === 'languages') {
    const isKnown = text.split(',').every((code) => catalogues.languages.includes(code))
    return isKnown ? undefined : { key: 'desk.setting_languages_none' }
  }
  if (text === '') return undefined
  try {
    adjustable[key].parse(text)
    return undefined
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { key: error.messageKey, values: error.values }
  }
}

/** All languages are offered as long as nobody says otherwise, those that come later among them. */
function isDefault({ catalogues }: DeskDeps, key: AdjustableKey, text: string): boolean {
  return text === '' || (key === 'languages' && text === catalogues.languages.join(','))
}

const MAX_LOGGED_CHARS = 200

/** A list of words is not written down as a whole, what does not fit least of all. */
function inShort(changes: SettingChanges): Record<string, string> {
  return Object.fromEntries(
    Object.entries(changes).map(([key, text]) => {
      const words = text?.replaceAll('\n', ', ') ?? '–'
      return [key, words.length > MAX_LOGGED_CHARS ? `${words.slice(0, MAX_LOGGED_CHARS)}…` : words]
    }),
  )
}
