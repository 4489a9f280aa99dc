import type { ComponentChildren } from 'preact'
import type { Config } from '../../../platform/config.ts'
import { contrastsOf } from '../../../platform/html/contrast.ts'
import { ErrorSummary, FieldError } from '../../../platform/html/form-field.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { AdjustableKey } from '../../../platform/settings/adjustable.ts'
import { ActForm } from '../../accounts/index.ts'
import { DeskLayout, Tabs } from '../layout.tsx'
import { type FormPage, settingsTabs } from './pages.ts'
import { SettingField } from './setting-field.tsx'

interface SettingsLayoutProps {
  view: View
  current: string
  children: ComponentChildren
}

export function SettingsLayout({ view, current, children }: SettingsLayoutProps) {
  const { t } = view
  return (
    <DeskLayout view={view} title={t('desk.settings')} help={t(`desk.settings_${current}_help`)}>
      <Tabs
        view={view}
        label={t('desk.settings')}
        tabs={settingsTabs.map(({ name, path }) => ({
          path,
          text: t(`desk.settings_${name}`),
          isCurrent: name === current,
        }))}
      />
      {children}
    </DeskLayout>
  )
}

interface SettingsPageProps {
  view: View
  page: FormPage
  values: Record<string, string>
  fixed: ReadonlySet<AdjustableKey>
  errors: FieldErrors
  languages: readonly string[]
  isSaved: boolean
  config: Pick<Config, 'accent' | 'logo'>
}

/** One page of settings: its form, and what belongs to it. */
export function SettingsPage(props: SettingsPageProps) {
  const { view, page, values, fixed, errors, languages, isSaved } = props
  const { t } = view
  const isOpen = page.keys.some((key) => !fixed.has(key))
  const fields = page.keys.map((name) => (
    <SettingField
      key={name}
      {...{ view, name, errors, languages }}
      value={values[name] ?? ''}
      isFixed={fixed.has(name)}
    />
  ))
  return (
    <SettingsLayout view={view} current={page.name}>
      {isSaved && (
        <p class="notice" role="status">
          {t('desk.settings_saved')}
        </p>
      )}
      <ErrorSummary view={view} title={t('desk.settings_problems')} errors={errors} />
      {page.name === 'look' && <Accent {...props} />}
      {isOpen ? (
        <ActForm
          view={view}
          action={page.path}
          button={t('desk.settings_save')}
          class="confirm-form"
        >
          {fields}
        </ActForm>
      ) : (
        fields
      )}
      {page.name === 'look' && <Logo {...props} />}
      {page.name === 'letters' && <Kept view={view} />}
    </SettingsLayout>
  )
}

/** As an attribute of a shape, because the pages allow no style within them. */
function Accent({ view, config: { accent } }: SettingsPageProps) {
  if (accent === undefined) return null
  return (
    <figure>
      <svg width="64" height="32" role="img" aria-label={accent}>
        <rect width="64" height="32" fill={accent} />
      </svg>
      <figcaption class="hint">{view.t('desk.accent_contrast', contrastsOf(accent))}</figcaption>
    </figure>
  )
}

function Logo({ view, config: { logo }, errors }: SettingsPageProps) {
  const { t } = view
  const url = '/desk/settings/look/logo'
  return (
    <section aria-labelledby="logo">
      <h2 id="logo">{t('desk.setting_logo')}</h2>
      {logo && (
        <ActForm view={view} action={`${url}/removal`} button={t('desk.logo_remove')}>
          <p>
            <img src={logo.path} alt={t('desk.setting_logo')} height={80} />
          </p>
        </ActForm>
      )}
      <form
        method="post"
        // A form with a file carries its token in the address.
        action={`${view.link(url)}?csrf=${encodeURIComponent(view.csrf ?? '')}`}
        enctype="multipart/form-data"
      >
        <div class="field">
          <label for="file">{t('desk.logo_file')}</label>
          <p class="hint" id="file-hint">
            {t('desk.logo_hint')}
          </p>
          <input
            id="file"
            name="file"
            type="file"
            accept="image/png,image/jpeg,image/webp"
            required
            aria-describedby={errors.file ? 'file-hint file-error' : 'file-hint'}
            aria-invalid={errors.file ? 'true' : undefined}
          />
          <FieldError view={view} name="file" errors={errors} />
        </div>
        <button type="submit">{t('desk.logo_upload')}</button>
      </form>
    </section>
  )
}

const kept = ['letter', 'unsent', 'comment', 'correction', 'network'] as const

/** What is promised to people when they write is no setting: it is kept to, and said here. */
function Kept({ view }: { view: View }) {
  const { t } = view
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{t('desk.kept')}</h2>
      <ul>
        {kept.map((each) => (
          <li key={each}>{t(`desk.kept_${each}`)}</li>
        ))}
      </ul>
    </section>
  )
}
