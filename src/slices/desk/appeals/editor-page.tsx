import type { ComponentChildren } from 'preact'
import type { View } from '../../../platform/html/view.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { formatInstant, languageName } from '../../../platform/i18n/format.ts'
import type { DeskAppeal, Revision, TranslationState } from '../../appeals/index.ts'
import { DeskLayout } from '../layout.tsx'
import { OriginalForm } from './original-form.tsx'
import { TranslationForm } from './translation-form.tsx'

export interface EditorPageProps {
  view: View
  appeal: DeskAppeal
  /** What the form is filled with. */
  head: Revision
  errors: FieldErrors
  /** Makes the keys of empty rows. */
  spare: string
  /** For a translation: what it is made from, and how it stands to it. */
  original?: { head: Revision; state?: TranslationState }
  isSaved: boolean
  /** The list to which a row is being added. */
  adding?: string
}

/** One language of an appeal as a form. */
export function EditorPage(props: EditorPageProps) {
  const { view, appeal, head, errors, spare, original, isSaved } = props
  const { t, lang } = view
  const name = languageName(lang, head.language)
  const title = head.fields.title || t('desk.appeal_untitled')
  const sheet = { view, language: head.language, fields: head.fields, errors, adding: props.adding }
  return (
    <DeskLayout view={view} title={title} help={t('desk.editor_help', { language: name })}>
      <p>
        <a href={view.link(`/desk/appeals/${appeal.id}/`)}>{t('desk.editor_back')}</a>
      </p>
      {appeal.publishedAt && <p class="notice">{t('desk.editor_correction')}</p>}
      {original?.state?.state === 'behind' && (
        <p class="notice-warning">{t('desk.translation_behind_text')}</p>
      )}
      <EditorForm {...props}>
        {isSaved && (
          <p class="notice" role="status">
            {t('desk.editor_saved', { at: formatInstant(lang, head.createdAt) })}
          </p>
        )}
        {original ? (
          <TranslationForm
            {...sheet}
            original={{
              language: original.head.language,
              fields: original.head.fields,
              changed: original.state?.changed ?? [],
            }}
          />
        ) : (
          <OriginalForm {...sheet} spare={spare} />
        )}
      </EditorForm>
      <script type="module" src={view.assets.scripts['appeal-editor']} />
      <script type="module" src={view.assets.scripts['appeal-preview']} />
    </DeskLayout>
  )
}

/** The buttons come first, so that the return key saves and does nothing else. */
function EditorForm(props: EditorPageProps & { children: ComponentChildren }) {
  const { view, appeal, head, original, children } = props
  const { t } = view
  const action = `/desk/appeals/${appeal.id}/texts/${head.language}`
  return (
    <form
      method="post"
      action={view.link(action)}
      class="sheet-form"
      data-enhance="appeal-editor"
      data-autosave={view.link(`${action}/autosave.json`)}
      data-preview={previewOf(view, appeal.id, head.language)}
      data-preview-title={t('desk.appeal_preview')}
      data-saved={t('desk.autosave_saved')}
      data-unsaved={t('desk.autosave_unsaved')}
      data-conflict={t('desk.autosave_conflict')}
      data-signed-out={t('desk.autosave_signed_out')}
      data-other={t('desk.autosave_other')}
      data-writer={view.actor?.memberId}
    >
      <input type="hidden" name="csrf" value={view.csrf} />
      <input type="hidden" name="base" value={head.id} />
      {original && <input type="hidden" name="original" value={original.head.id} />}
      <EditorButtons view={view} />
      {children}
      <EditorButtons view={view} />
      <input type="hidden" name="whole" value="1" />
    </form>
  )
}

function EditorButtons({ view }: { view: View }) {
  const { t } = view
  return (
    <div class="acts sheet-acts">
      <button type="submit" class="button-primary" name="next" value="">
        {t('desk.editor_save')}
      </button>
      <button type="submit" name="next" value="preview">
        {t('desk.editor_save_preview')}
      </button>
      <button type="submit" name="next" value="done">
        {t('desk.editor_save_done')}
      </button>
      <output data-state></output>
    </div>
  )
}

/** In the language that is written in, where the site has it. */
function previewOf(view: View, id: string, language: string): string {
  const path = `/desk/appeals/${id}/preview/`
  return view.languages.includes(language) ? `/${language}${path}` : view.link(path)
}
