import type { View } from '../../../platform/html/view.ts'
import { directionOf } from '../../../platform/i18n/format.ts'
import type { Likeness } from '../likeness/compare.ts'

/** From here on a letter counts as partly, or nearly all, somebody else's words. */
const PARTLY = 0.3
const SAME = 0.7

/**
 * Compares the letter with others when the button is pressed; with scripts also while it is written.
 * It is a nudge and stops nobody.
 */
export function LikenessBox({
  view,
  path,
  likeness,
}: {
  view: View
  /** Of the appeal. */
  path: string
  likeness?: Likeness
}) {
  const address = view.link(`${path}letter/likeness`)
  return (
    <div class="field likeness" id="likeness" data-enhance="likeness" data-address={address}>
      <button type="submit" class="button" formaction={`${address}#likeness`} formnovalidate>
        {view.t('protests.likeness_button')}
      </button>
      <div aria-live="polite">
        <LikenessNote view={view} likeness={likeness} />
      </div>
      <script type="module" src={view.assets.scripts.likeness} />
    </div>
  )
}

/** How alike a letter is to the others, and what it could speak of besides; nothing when nobody asked. */
export function LikenessNote({ view, likeness }: { view: View; likeness?: Likeness }) {
  if (!likeness) return null
  const { t } = view
  const { share, alike, facts } = likeness
  const degree = share >= SAME ? 'same' : share >= PARTLY ? 'partly' : 'own'
  return (
    <div class="notice">
      <p>
        {t(`protests.likeness_${degree}`, { share })}
        {alike > 0 && ` ${t('protests.likeness_alike', { count: alike })}`}
      </p>
      {degree !== 'own' && facts.length > 0 && (
        <>
          <p>{t('protests.likeness_facts')}</p>
          <ul>
            {facts.map(({ kind, text, language }) => (
              <li key={text}>
                {t(`protests.likeness_${kind}`)}{' '}
                <span lang={language} dir={directionOf(language)}>
                  {text}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
