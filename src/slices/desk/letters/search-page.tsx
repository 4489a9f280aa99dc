import { TableScroll } from '../../../platform/html/table-scroll.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatNumber } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import { type LetterState, letterStates, type PauseKind } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import type { Names } from './names.ts'
import { lettersPath } from './states.ts'

export const MAX_SOUGHT_CHARS = 300

/** What is looked for. */
export interface Sought {
  words: string
  state?: LetterState
}

/** Letters of an appeal or to a mission that fit. */
export interface FoundLetters {
  kind: PauseKind
  id: string
  letters: number
}

interface SearchPageProps {
  view: View
  sought: Sought
  names: Names
  /** Undefined before anything was looked for. */
  found?: FoundLetters[]
}

export function SearchPage({ view, sought, names, found }: SearchPageProps) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.letters_search')} help={t('desk.letters_search_help')}>
      <p>
        <a href={view.link('/desk/letters/')}>{t('desk.letters_back')}</a>
      </p>
      <LettersSearch view={view} sought={sought} />
      {found?.length === 0 && <p role="status">{t('desk.letters_search_nothing')}</p>}
      {found && found.length > 0 && <Found {...{ view, sought, names, found }} />}
    </DeskLayout>
  )
}

/** Sent in the body: what is looked for stands in no address, and so in no log and no history. */
export function LettersSearch({ view, sought }: { view: View; sought: Sought }) {
  const { t } = view
  return (
    <ActForm view={view} action="/desk/letters/search" button={t('desk.search')} class="filters">
      <div class="field">
        <label for="words">{t('desk.letters_search_words')}</label>
        <input
          id="words"
          type="search"
          name="words"
          autocomplete="off"
          value={sought.words}
          maxLength={MAX_SOUGHT_CHARS}
        />
      </div>
      <div class="field">
        <label for="state">{t('desk.letters_state')}</label>
        <select id="state" name="state">
          <option value="">{t('desk.letters_search_any_state')}</option>
          {letterStates.map((state) => (
            <option key={state} value={state} selected={state === sought.state}>
              {t(`desk.letters_state_${state}`)}
            </option>
          ))}
        </select>
      </div>
    </ActForm>
  )
}

function Found({ view, sought, names, found }: Required<SearchPageProps>) {
  const { t, lang } = view
  const query = sought.state ? `?state=${sought.state}` : ''
  return (
    <TableScroll label={t('desk.letters_search')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desk.letters_search_about')}</th>
            <th scope="col" class="number">
              {t('desk.letters')}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ kind, id, letters }) => (
            <tr key={id}>
              <th scope="row" class="wide">
                <a href={view.link(`${lettersPath(kind, id)}${query}`)}>{names[kind](id)}</a>{' '}
                <span class="meta">{t(`desk.letters_${kind}`)}</span>
              </th>
              <td class="number">{formatNumber(lang, letters)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
