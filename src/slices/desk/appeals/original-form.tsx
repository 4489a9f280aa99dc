import { figureKinds, appealLimits as limits } from '../../appeals/index.ts'
import { CountryField, hasPart, Part, Rows, type SheetProps, TextField } from './sheet-fields.tsx'

/** The whole appeal in its own language. */
export function OriginalForm(props: SheetProps & { spare: string }) {
  return (
    <>
      <What {...props} />
      <Letters {...props} />
      <Demands {...props} />
      <Timeline {...props} />
      <Quotation {...props} />
      <Figures {...props} />
      <Pictures {...props} />
      <Addressees {...props} />
      <More {...props} />
    </>
  )
}

type OriginalProps = SheetProps & { spare: string }

function What(props: OriginalProps) {
  const { t } = props.view
  return (
    <fieldset>
      <legend>{t('desk.part_what')}</legend>
      <TextField {...props} name="title" label="desk.field_title" maxLength={limits.titleChars} />
      <TextField
        {...{ ...props, name: 'call', label: 'desk.field_call', hint: 'desk.hint_call' }}
        maxLength={limits.callChars}
        rows={3}
      />
      <div class="field-row">
        <CountryField {...props} />
        <TextField {...props} name="place" label="desk.field_place" maxLength={limits.nameChars} />
        <TextField
          {...{ ...props, name: 'date', label: 'desk.field_date', type: 'date', isNeutral: true }}
          maxLength={10}
        />
      </div>
      <TextField
        {...{ ...props, name: 'story', label: 'desk.field_story', hint: 'desk.hint_story' }}
        maxLength={limits.storyChars}
        rows={16}
      />
    </fieldset>
  )
}

function Letters(props: OriginalProps) {
  const { t } = props.view
  return (
    <fieldset>
      <legend>{t('desk.list_letters')}</legend>
      <p class="hint">{t('desk.hint_letters')}</p>
      <Rows {...props} list="letters">
        {(row, key) => {
          const language = props.fields[`${row}.language`] || props.language
          const own = { ...props, language }
          return (
            <>
              <LanguageField {...props} row={row} isSpare={key.endsWith(props.spare)} />
              <TextField
                {...{ ...own, name: `${row}.subject`, label: 'desk.field_letters_subject' }}
                maxLength={limits.subjectChars}
              />
              <TextField
                {...{ ...own, name: `${row}.text`, label: 'desk.field_letters_text' }}
                maxLength={limits.letterChars}
                rows={9}
              />
              <TextField
                {...{ ...own, name: `${row}.phone`, label: 'desk.field_letters_phone' }}
                maxLength={limits.paragraphChars}
                rows={3}
              />
            </>
          )
        }}
      </Rows>
    </fieldset>
  )
}

/** The first letter is in the language of the appeal, unless somebody says otherwise. */
function LanguageField(props: OriginalProps & { row: string; isSpare: boolean }) {
  const { row, fields, language, isSpare } = props
  const name = `${row}.language`
  const hasOwn = Object.entries(fields).some(
    ([each, value]) => /^letters\..*\.language$/.test(each) && value === language,
  )
  const typed = { ...fields, [name]: fields[name] ?? (isSpare && !hasOwn ? language : '') }
  return (
    <TextField
      {...{ ...props, fields: typed, name, label: 'desk.field_letters_language' }}
      hint="desk.hint_language"
      maxLength={20}
      isNeutral
    />
  )
}

function Demands(props: OriginalProps) {
  return (
    <Part view={props.view} title="desk.list_demands" isOpen={hasPart(props, 'demands')}>
      <Rows {...props} list="demands">
        {(row) => (
          <TextField
            {...{ ...props, name: `${row}.text`, label: 'desk.field_demands_text' }}
            maxLength={limits.paragraphChars}
            rows={2}
          />
        )}
      </Rows>
    </Part>
  )
}

function Timeline(props: OriginalProps) {
  return (
    <Part view={props.view} title="desk.list_events" isOpen={hasPart(props, 'events')}>
      <Rows {...props} list="events">
        {(row) => (
          <>
            <div class="field-row">
              <TextField
                {...{ ...props, name: `${row}.date`, label: 'desk.field_events_date' }}
                {...{ type: 'date', maxLength: 10, isNeutral: true }}
              />
              <TextField
                {...{ ...props, name: `${row}.time`, label: 'desk.field_events_time' }}
                {...{ hint: 'desk.hint_time', maxLength: 5, isNeutral: true }}
              />
              <TextField
                {...{ ...props, name: `${row}.source`, label: 'desk.field_events_source' }}
                maxLength={limits.nameChars}
              />
            </div>
            <TextField
              {...{ ...props, name: `${row}.text`, label: 'desk.field_events_text' }}
              maxLength={limits.paragraphChars}
              rows={2}
            />
          </>
        )}
      </Rows>
    </Part>
  )
}

function Quotation(props: OriginalProps) {
  const field = (part: string) => ({
    ...{ ...props, name: `quotation.${part}`, label: `desk.field_quotation_${part}` },
  })
  return (
    <Part view={props.view} title="desk.part_quotation" isOpen={hasPart(props, 'quotation')}>
      <TextField {...field('text')} maxLength={limits.paragraphChars} rows={6} />
      <div class="field-row">
        <TextField {...field('who')} maxLength={limits.nameChars} />
        <TextField {...field('date')} type="date" maxLength={10} isNeutral />
      </div>
      <TextField {...field('url')} type="url" maxLength={limits.urlChars} isNeutral />
      <TextField
        {...field('licence')}
        hint="desk.hint_licence"
        maxLength={limits.nameChars}
        isNeutral
      />
    </Part>
  )
}

function Figures(props: OriginalProps) {
  const { t } = props.view
  return (
    <Part view={props.view} title="desk.part_figures" isOpen={hasPart(props, 'figures')}>
      <p class="hint">{t('desk.hint_figures')}</p>
      <div class="field-row">
        <TextField
          {...{ ...props, name: 'figures.as_of', label: 'desk.field_figures_as_of' }}
          {...{ type: 'date', maxLength: 10, isNeutral: true }}
        />
        <TextField
          {...{ ...props, name: 'figures.source', label: 'desk.field_figures_source' }}
          maxLength={limits.nameChars}
        />
      </div>
      <div class="field-row">
        {figureKinds.map((kind) => (
          <TextField
            key={kind}
            {...{ ...props, name: `figures.${kind}`, label: `desk.field_figures_${kind}` }}
            maxLength={20}
            isNeutral
          />
        ))}
      </div>
    </Part>
  )
}

function Pictures(props: OriginalProps) {
  const { view } = props
  return (
    <Part view={view} title="desk.part_pictures" isOpen={hasPart(props, 'pictures', 'video')}>
      <Rows {...props} list="pictures" spare={undefined}>
        {(row) => (
          <>
            <input type="hidden" name={`${row}.id`} value={props.fields[`${row}.id`] ?? ''} />
            <TextField
              {...{ ...props, name: `${row}.alt`, label: 'desk.field_pictures_alt' }}
              maxLength={limits.altChars}
            />
            <div class="field-row">
              <TextField
                {...{ ...props, name: `${row}.caption`, label: 'desk.field_pictures_caption' }}
                maxLength={limits.callChars}
              />
              <TextField
                {...{ ...props, name: `${row}.credit`, label: 'desk.field_pictures_credit' }}
                maxLength={limits.nameChars}
              />
            </div>
          </>
        )}
      </Rows>
      <p>
        <button type="submit" name="next" value="pictures">
          {view.t('desk.pictures_add')}
        </button>
      </p>
      <VideoFields {...props} />
    </Part>
  )
}

function VideoFields(props: OriginalProps) {
  const field = (part: string) => ({
    ...{ ...props, name: `video.${part}`, label: `desk.field_video_${part}` },
  })
  return (
    <>
      <TextField {...field('title')} maxLength={limits.titleChars} />
      <TextField {...field('url')} type="url" maxLength={limits.urlChars} isNeutral />
      <TextField {...field('archive_url')} type="url" maxLength={limits.urlChars} isNeutral />
      {props.fields['video.poster'] && (
        <input type="hidden" name="video.poster" value={props.fields['video.poster']} />
      )}
    </>
  )
}

function Addressees(props: OriginalProps) {
  const { view } = props
  const isOpen = hasPart(props, 'addressees', 'copy_to', 'addressee_languages')
  return (
    <Part view={view} title="desk.part_addressees" isOpen={isOpen}>
      <p class="hint">{view.t('desk.hint_addressees')}</p>
      <TextField
        {...{ ...props, name: 'addressee_languages', label: 'desk.field_addressee_languages' }}
        {...{ hint: 'desk.hint_addressee_languages', maxLength: 100, isNeutral: true }}
      />
      <Rows {...props} list="addressees">
        {(row) => (
          <>
            <div class="field-row">
              <TextField
                {...{ ...props, name: `${row}.name`, label: 'desk.field_addressees_name' }}
                maxLength={limits.nameChars}
              />
              <TextField
                {...{ ...props, name: `${row}.office`, label: 'desk.field_addressees_office' }}
                maxLength={limits.nameChars}
              />
              <TextField
                {...{ ...props, name: `${row}.email`, label: 'desk.field_addressees_email' }}
                {...{ type: 'email', maxLength: limits.nameChars, isNeutral: true }}
              />
            </div>
            <TextField
              {...{ ...props, name: `${row}.postal`, label: 'desk.field_addressees_postal' }}
              maxLength={limits.paragraphChars}
              rows={3}
            />
          </>
        )}
      </Rows>
      <TextField
        {...{ ...props, name: 'copy_to', label: 'desk.field_copy_to', hint: 'desk.hint_copy_to' }}
        {...{ type: 'email', maxLength: limits.nameChars, isNeutral: true }}
      />
    </Part>
  )
}

function More(props: OriginalProps) {
  const isOpen = hasPart(props, 'slug', 'topics', 'act_by', 'prompts')
  return (
    <Part view={props.view} title="desk.part_more" isOpen={isOpen}>
      <TextField
        {...{ ...props, name: 'act_by', label: 'desk.field_act_by', hint: 'desk.hint_act_by' }}
        {...{ type: 'date', maxLength: 10, isNeutral: true }}
      />
      <TextField
        {...{ ...props, name: 'topics', label: 'desk.field_topics', hint: 'desk.hint_topics' }}
        {...{ maxLength: 500, isNeutral: true }}
      />
      <TextField
        {...{ ...props, name: 'prompts', label: 'desk.field_prompts', hint: 'desk.hint_prompts' }}
        maxLength={limits.prompts * limits.callChars}
        rows={4}
      />
      <TextField
        {...{ ...props, name: 'slug', label: 'desk.field_slug', hint: 'desk.hint_slug' }}
        {...{ maxLength: limits.slugChars, isNeutral: true }}
      />
    </Part>
  )
}
