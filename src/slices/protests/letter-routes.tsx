import { isCountry } from '../../platform/countries.ts'
import type { Db } from '../../platform/db/database.ts'
import { sharedRead } from '../../platform/db/together.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import { type FieldErrors, fieldErrors } from '../../platform/http/fields.ts'
import type { App } from '../../platform/http/types.ts'
import { dayOf, HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { type Appeal, type AppealKey, findAppeal } from '../appeals/index.ts'
import { findCaseByKey } from '../cases/index.ts'
import { createCopyCounter } from './holds/count-copies.ts'
import { createComparison, type Likeness } from './likeness/compare.ts'
import { chooseLetter } from './pages/choose.ts'
import { LetterPage } from './pages/letter-page.tsx'
import { LikenessNote } from './pages/likeness-note.tsx'
import { SelfReportPage } from './pages/self-report-page.tsx'
import { reportOwnLetter } from './report-own.ts'
import { AppealParams, LetterBody, LetterQuery, LikenessQuery, OwnLetterBody } from './schemas.ts'
import { displays, limits } from './types.ts'
import { writeLetter } from './write.ts'

type LetterDeps = Pick<
  Deps,
  'config' | 'db' | 'reader' | 'facts' | 'clock' | 'outbox' | 'secrets' | 'catalogues'
>

/** Reports of one network in an hour, at most; a whole school may share one. */
const MAX_SELF_REPORTS = 30

/** Letters of one network in an hour, at most: a full hall at a meeting may share one. */
const MAX_LETTERS = 300

/** Comparisons of one network in a minute: somebody types, and pauses, and a class does so together. */
const MAX_COMPARISONS = 120

/** This machine is a proxy that hides who is behind it, or the operator trying things out. */
const isThisMachine = ({ ip }: { ip: string }) => ip === '127.0.0.1' || ip === '::1'

const address = '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/letter'

/** `/2013/05/22/SLUG/letter` and what belongs to it. */
export function letterRoutes(server: App, deps: LetterDeps): void {
  addFormRoutes(server, deps)
  addOtherWaysRoutes(server, deps)
  addLikenessRoutes(server, deps)
  addSelfReportRoutes(server, deps)
}

function addFormRoutes(server: App, deps: LetterDeps): void {
  const config = { access: 'public' } as const
  const countCopies = createCopyCounter(deps.clock)

  server.get(
    address,
    { config, schema: { params: AppealParams, querystring: LetterQuery } },
    async (request, reply) => {
      const { params, query, view } = request
      const appeal = await requireAppeal(deps, params, view)
      const page = await letterPage(deps, { view, appeal, values: readQuery(query) })
      return reply.code(page.isAsAsked ? 200 : 400).html(page.node)
    },
  )

  server.post(
    address,
    {
      config: {
        ...config,
        rateLimit: { max: MAX_LETTERS, timeWindow: HOUR_MS, allowList: isThisMachine },
      },
      schema: { params: AppealParams, body: LetterBody },
      attachValidation: true,
      bodyLimit: limits.formBytes,
    },
    async (request, reply) => {
      const { params, view } = request
      const appeal = await requireAppeal(deps, params, view)
      const form = readForm(request.body)
      const errors =
        fieldErrors(request) ??
        (await writeLetter(deps, {
          appeal,
          form,
          language: view.lang,
          countCopies: (text) => (isThisMachine(request) ? 1 : countCopies(request.ip, text)),
        }))
      if (!errors) return reply.redirect(view.link('/confirm'), 303)
      const page = await letterPage(deps, { view, appeal, values: form, errors })
      return reply.code(422).html(page.node)
    },
  )
}

/** What was typed, in a letter to print or for the own mail program. Nothing of it is kept. */
function addOtherWaysRoutes(server: App, deps: LetterDeps): void {
  const config = { access: 'public' } as const
  const url = `${address}/other-ways`

  server.post(
    url,
    {
      config,
      schema: { params: AppealParams, body: LetterBody },
      attachValidation: true,
      bodyLimit: limits.formBytes,
    },
    async (request, reply) => {
      const { params, view } = request
      const appeal = await requireAppeal(deps, params, view)
      const errors = fieldErrors(request)
      const values = readForm(request.body)
      const page = await letterPage(deps, { view, appeal, values, errors })
      return reply.code(errors ? 422 : 200).html(page.node)
    },
  )

  // The language links of that page come here.
  server.get(url, { config, schema: { params: AppealParams } }, async (request, reply) => {
    const appeal = await requireAppeal(deps, request.params, request.view)
    return reply.redirect(request.view.link(`${appeal.path}letter`), 302)
  })
}

/** How much of a letter is the writer's own. Nothing of what was typed is kept. */
function addLikenessRoutes(server: App, deps: LetterDeps): void {
  const compare = createComparison(deps)
  const rateLimit = { max: MAX_COMPARISONS, timeWindow: MINUTE_MS, allowList: isThisMachine }

  server.post(
    `${address}/likeness`,
    {
      config: { access: 'public', rateLimit },
      schema: { params: AppealParams, querystring: LikenessQuery, body: LetterBody },
      attachValidation: true,
      bodyLimit: limits.formBytes,
    },
    async (request, reply) => {
      const { params, query, view } = request
      const appeal = await requireAppeal(deps, params, view)
      const values = readForm(request.body)
      const likeness = await compare(appeal, values.text ?? '')
      if (query.part === 'note') {
        return reply.html(<LikenessNote view={view} likeness={likeness} />)
      }
      const page = await letterPage(deps, { view, appeal, values, likeness })
      return reply.html(page.node)
    },
  )
}

function addSelfReportRoutes(server: App, deps: LetterDeps): void {
  const config = { access: 'public' } as const

  server.post(
    `${address}/self-reports`,
    {
      config: { ...config, rateLimit: { max: MAX_SELF_REPORTS, timeWindow: HOUR_MS } },
      schema: { params: AppealParams, body: OwnLetterBody },
    },
    async (request, reply) => {
      const { params, body, view } = request
      const appeal = await requireAppeal(deps, params, view)
      await reportOwnLetter(deps, { appealId: appeal.id, country: body.from })
      return reply.redirect(view.link(`${appeal.path}letter/self-reports`), 303)
    },
  )

  server.get(
    `${address}/self-reports`,
    { config, schema: { params: AppealParams } },
    async (request, reply) => {
      const appeal = await requireAppeal(deps, request.params, request.view)
      return reply.html(<SelfReportPage view={request.view} appeal={appeal} />)
    },
  )
}

/** What the form begins with; a way of signing that there is not counts as none. */
function readQuery({ display: asked, ...query }: LetterQuery): Partial<LetterBody> {
  return { ...query, display: displays.find((display) => display === asked) }
}

/** Of whatever arrived, the fields of the form; the body may be no form at all. */
function readForm(body: LetterBody | undefined): LetterBody {
  const named = Object.keys(LetterBody.properties) as (keyof LetterBody)[]
  const typed = named.filter((name) => typeof body?.[name] === 'string')
  const form = Object.fromEntries(typed.map((name) => [name, body?.[name]]))
  return { ...form, from: String(form.from ?? '').toUpperCase() } as LetterBody
}

/** Many write about one appeal at the same time. */
const readAppeal = sharedRead((db: Db, { key, lang }: { key: AppealKey; lang: string }) =>
  findAppeal(db, key, lang),
)

async function requireAppeal(
  { reader }: Pick<Deps, 'reader'>,
  { year, month, day, slug }: AppealParams,
  view: View,
): Promise<Appeal> {
  const key = { publishedOn: `${year}-${month}-${day}`, slug }
  const appeal = await readAppeal(reader, { key, lang: view.lang })
  if (!appeal) throw new AppError('not_found', 'protests.no_such_appeal')
  if (appeal.closed) throw new AppError('conflict', 'protests.appeal_closed')
  return appeal
}

/** The form as it stands; `isAsAsked` is false when the address names a country or mission in vain. */
async function letterPage(
  deps: Pick<Deps, 'config' | 'reader' | 'catalogues' | 'clock'>,
  form: {
    view: View
    appeal: Appeal
    values: Partial<LetterBody>
    errors?: FieldErrors
    likeness?: Likeness
  },
) {
  const { view, appeal, values, likeness } = form
  const asked = { from: values.from, mission: values.mission || undefined, lang: view.lang }
  const choice = await chooseLetter(deps, appeal, { ...asked, letterLang: values.lang })
  const errors = { ...form.errors }
  if (choice.kind === 'no_country' && values.from && !isCountry(values.from)) {
    errors.from ??= { key: 'protests.error_country' }
  }
  if (choice.kind === 'mission' && !choice.isAsAsked) {
    errors.mission ??= { key: 'protests.error_mission_unknown' }
  }
  const today = dayOf(deps.clock.now())
  const isRelayed = deps.config.bounceAddress !== undefined
  const found = appeal.caseKey ? await findCaseByKey(deps.reader, appeal.caseKey) : undefined
  const caseKey = found?.publishedAt ? found.key : undefined
  const besides = { today, caseKey, likeness, isRelayed }
  return {
    isAsAsked: Object.keys(errors).length === 0,
    node: <LetterPage {...{ view, appeal, choice, values, errors, ...besides }} />,
  }
}
