import type { View } from '../../../platform/html/view.ts'
import { formatInstant, languageName } from '../../../platform/i18n/format.ts'
import { ActForm } from '../../accounts/index.ts'
import type { DeskAppeal, PendingSheet, Release, TranslationState } from '../../appeals/index.ts'
import { DeskLayout } from '../layout.tsx'

export interface OverviewProps {
  view: View
  appeal: DeskAppeal
  title: string
  pending: PendingSheet[]
  translations: TranslationState[]
  planned?: Release
  /** The last decision, when it could not be carried out. */
  failed?: Release
}

/** Where an appeal stands, and what can be done with it next. */
export function OverviewPage(props: OverviewProps) {
  const { view, appeal, title } = props
  const { t } = view
  const base = `/desk/appeals/${appeal.id}`
  return (
    <DeskLayout view={view} title={title} help={t('desk.appeal_help')}>
      <State {...props} />
      <p class="acts">
        {!appeal.withdrawnAt && (
          <a class="button" href={view.link(`${base}/texts/${appeal.originalLanguage}`)}>
            {t('desk.appeal_edit')}
          </a>
        )}
        <a href={view.link(`${base}/preview/`)}>{t('desk.appeal_preview')}</a>
        {appeal.publishedAt && !appeal.withdrawnAt && (
          <a href={view.link(appeal.path)}>{t('desk.appeal_read')}</a>
        )}
        <a href={view.link(`${base}/revisions/`)}>{t('desk.revisions')}</a>
      </p>
      {!appeal.withdrawnAt && <Next {...props} />}
      {!appeal.withdrawnAt && <Languages {...props} />}
      {!appeal.withdrawnAt && <Ends {...props} />}
    </DeskLayout>
  )
}

function State({ view, appeal, planned, failed, pending }: OverviewProps) {
  const { t, lang } = view
  const { stage, askedAt, askedBy } = appeal
  const at = (instant: string) => formatInstant(lang, instant)
  return (
    <>
      <p>
        <strong>{t(`desk.appeal_${stage}`)}</strong>
        {stage !== 'draft' && pending.length > 0 && ` · ${t('desk.appeal_correction')}`}
      </p>
      {askedAt && (
        <p class="notice">{t('desk.release_asked', { name: askedBy ?? '', at: at(askedAt) })}</p>
      )}
      {planned && (
        <p class="notice">
          {t('desk.release_planned', {
            name: planned.decidedBy.name,
            at: at(planned.releaseAt),
          })}
        </p>
      )}
      {failed?.problem && (
        <p class="notice-warning">
          {t('desk.release_failed', { at: at(failed.releaseAt) })} {t(failed.problem)}
        </p>
      )}
    </>
  )
}

/** What keeps it from being released; or else the button that brings it there. */
function Next({ view, appeal, pending, planned }: OverviewProps) {
  const { t, lang } = view
  const base = `/desk/appeals/${appeal.id}`
  const isReady = (sheet: PendingSheet) => Object.keys(sheet.errors).length === 0
  const original = pending.find(({ language }) => language === appeal.originalLanguage)
  const canGo = pending.some(isReady) && (appeal.publishedAt || (original && isReady(original)))
  return (
    <section aria-labelledby="next">
      <h2 id="next">{t('desk.appeal_next')}</h2>
      {pending.length === 0 && <p>{t('appeals.release_nothing')}</p>}
      {pending
        .filter((sheet) => !isReady(sheet))
        .map(({ language, errors }) => (
          <p key={language}>
            {t('desk.appeal_unfinished', {
              language: languageName(lang, language),
              count: Object.keys(errors).length,
            })}{' '}
            <a href={view.link(`${base}/texts/${language}?check=1`)}>{t('desk.appeal_what')}</a>
          </p>
        ))}
      {canGo && !planned && (
        <>
          <p class="hint">{t('desk.release_ask_help')}</p>
          <div class="acts">
            {!appeal.askedAt && (
              <ActForm
                view={view}
                action={`${base}/release-request`}
                button={t('desk.release_ask')}
              />
            )}
            <a class="button" href={view.link(`${base}/release`)}>
              {t('desk.release_open')}
            </a>
          </div>
        </>
      )}
      {planned && (
        <ActForm
          view={view}
          action={`${base}/release/cancellation`}
          button={t('desk.release_cancel')}
        />
      )}
    </section>
  )
}

function Languages({ view, appeal, translations }: OverviewProps) {
  const { t, lang } = view
  const base = `/desk/appeals/${appeal.id}`
  return (
    <section aria-labelledby="languages">
      <h2 id="languages">{t('desk.translations')}</h2>
      <p class="hint">{t('desk.translations_help')}</p>
      <ul>
        <li>
          <a href={view.link(`${base}/texts/${appeal.originalLanguage}`)}>
            {languageName(lang, appeal.originalLanguage)}
          </a>{' '}
          · {t('desk.translation_original')}
        </li>
        {translations
          .filter(({ language }) => appeal.sheets.some((sheet) => sheet.language === language))
          .map(({ language, state }) => (
            <li key={language}>
              <a href={view.link(`${base}/texts/${language}`)}>{languageName(lang, language)}</a> ·{' '}
              {t(`desk.translation_${state}`)}
            </li>
          ))}
      </ul>
      <TranslateForm {...{ view, appeal, translations }} />
    </section>
  )
}

function TranslateForm({
  view,
  appeal,
  translations,
}: Pick<OverviewProps, 'view' | 'appeal' | 'translations'>) {
  const { t, lang } = view
  const missing = translations.filter(
    ({ language }) => !appeal.sheets.some((sheet) => sheet.language === language),
  )
  if (missing.length === 0) return null
  return (
    <ActForm
      view={view}
      action={`/desk/appeals/${appeal.id}/translations`}
      button={t('desk.translation_begin')}
      class="filters"
    >
      <div class="field">
        <label for="language">{t('desk.translation_language')}</label>
        <select id="language" name="language" required>
          {missing.map(({ language }) => (
            <option key={language} value={language}>
              {languageName(lang, language)}
            </option>
          ))}
        </select>
      </div>
    </ActForm>
  )
}

/** What is not done every day stands behind a summary. */
function Ends({ view, appeal }: OverviewProps) {
  const { t } = view
  const base = `/desk/appeals/${appeal.id}`
  if (!appeal.publishedAt) {
    return (
      <details>
        <summary>{t('desk.discard')}</summary>
        <ActForm view={view} action={`${base}/discarding`} button={t('desk.discard_button')}>
          <p class="hint">{t('desk.discard_help')}</p>
        </ActForm>
      </details>
    )
  }
  return (
    <details>
      <summary>{t('desk.appeal_more')}</summary>
      <ActForm view={view} action="/desk/appeals/" button={t('desk.update_begin')}>
        <input type="hidden" name="language" value={appeal.originalLanguage} />
        <input type="hidden" name="updates" value={appeal.id} />
        <p class="hint">{t('desk.update_help')}</p>
      </ActForm>
      {appeal.stage === 'closed' ? (
        <ActForm view={view} action={`${base}/reopening`} button={t('desk.reopen')}>
          <p class="hint">{t('desk.reopen_help')}</p>
        </ActForm>
      ) : (
        <p>
          <a href={view.link(`${base}/closing`)}>{t('desk.close')}</a>
        </p>
      )}
      <p>
        <a href={view.link(`${base}/withdrawal`)}>{t('desk.withdraw')}</a>
      </p>
    </details>
  )
}
