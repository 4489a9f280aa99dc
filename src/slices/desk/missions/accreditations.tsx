import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import {
  type Accreditation,
  EUROPEAN_UNION,
  MAX_SOURCE_CHARS,
  type Mission,
  sourceName,
} from '../../missions/index.ts'
import { CountrySelect } from './country-select.tsx'

interface AccreditationsProps {
  view: View
  mission: Mission
  accreditations: Accreditation[]
}

/** The states that a mission serves, and the forms that change them. */
export function Accreditations({ view, mission, accreditations }: AccreditationsProps) {
  const { t, lang } = view
  const address = `/desk/missions/${mission.id}/accreditations`
  const states = Map.groupBy(
    accreditations.filter(({ validUntil }) => validUntil === undefined),
    ({ state }) => state,
  )
  return (
    <section aria-labelledby="accreditation">
      <h2 id="accreditation">{t('desk.accreditation')}</h2>
      {states.size === 0 && <p>{t('missions.serves_unknown')}</p>}
      <ul class="plain-list">
        {[...states].map(([state, given]) => (
          <li key={state}>
            <details>
              <summary>
                {countryName(lang, state)}{' '}
                <small class="meta">
                  {given.map(({ source }) => sourceName(t, source)).join(', ')}
                </small>
              </summary>
              <ActForm
                view={view}
                action={`${address}/end`}
                button={t('desk.accreditation_end', { state: countryName(lang, state) })}
              >
                <input type="hidden" name="state" value={state} />
                <p class="hint">{t('desk.accreditation_end_help')}</p>
              </ActForm>
            </details>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('desk.accreditation_add')}</summary>
        <ActForm view={view} action={address} button={t('desk.accreditation_add')}>
          <div class="field-row">
            <div class="field">
              <label for="accredited-to">{t('desk.accredited_to')}</label>
              <CountrySelect
                view={view}
                id="accredited-to"
                name="state"
                none={t('desk.choose')}
                more={[{ code: EUROPEAN_UNION, name: countryName(lang, EUROPEAN_UNION) }]}
              />
            </div>
            <div class="field">
              <label for="accreditation-source">{t('desk.contact_source')}</label>
              <input
                id="accreditation-source"
                name="source"
                type="text"
                required
                autocomplete="off"
                maxLength={MAX_SOURCE_CHARS}
              />
            </div>
          </div>
        </ActForm>
      </details>
    </section>
  )
}
