import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { AppError } from '../src/platform/errors.ts'
import { inviteByOperator } from '../src/slices/accounts/members/invite.ts'
import { importAppeals, withdrawAppeal } from '../src/slices/appeals/index.ts'
import { findCaseByKey } from '../src/slices/cases/index.ts'
import { listKeptMessages } from '../src/slices/mail/queries.ts'
import { listImports, resolveMissions, searchMissions } from '../src/slices/missions/index.ts'
import type { Site } from './browser.ts'
import { writeComment } from './comment-pages.ts'
import { deskOf, PASSWORD, tokenIn } from './desk.ts'
import { appealPages } from './desk-appeals.ts'
import { APPEAL_PATH, LETTER_PATH, letterForm } from './letters.ts'
import { MEDIA_PATH, publishMedia } from './media.ts'
import { answerLetters, type ReplyPages } from './reply-pages.ts'

/** A page as the server answered with it. */
export interface ShownPage {
  name: string
  path: string
  status: number
  headers: Record<string, string>
  html: string
}

interface Asked {
  name: string
  path: string
  status?: number
  /** Sent as a form. */
  form?: Record<string, string>
  origin?: string
  /** Of whoever is signed in. */
  cookie?: string
}

/** Enough appeals for a second page. */
const MORE_APPEALS = 12
/** As many codes as one network may try. */
const MAX_CODES = 20

/** One page of each kind, in one language, errors included. */
export async function showEveryPage(site: Site, lang: string): Promise<ShownPage[]> {
  const letters = await letterPages(site, lang)
  const answered = await answerLetters(site, lang)
  const asked = [
    ...publicPages,
    ...letters,
    ...replyPages(answered),
    ...(await commentPages(site, lang)),
    ...(await deskPages(site, { lang, answered })),
    ...errorPages,
  ]
  const shown: ShownPage[] = []
  for (const page of asked) shown.push(await show(site, lang, page))
  return [...shown, await showLimit(site, lang), ...(await showFailures(site, lang))]
}

/** Fills the list, so that there is more than one page of it. */
export async function addAppeals({ deps }: Site): Promise<void> {
  await publishMedia({ deps })
  const source = readFileSync('demo/astana.md', 'utf8')
  const files = Array.from({ length: MORE_APPEALS }, (_, index) => {
    const text = source.replace(/^slug: .*$/m, `slug: another-${index}`)
    return { name: `another-${index}.md`, bytes: Buffer.from(text) }
  })
  await importAppeals(deps, files, { publish: true })
  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug: 'another-0' })
}

const publicPages: Asked[] = [
  { name: 'front page', path: '/' },
  { name: 'second page', path: '/page/2/' },
  { name: 'appeal', path: APPEAL_PATH },
  { name: 'appeal with pictures and a video', path: MEDIA_PATH },
  { name: 'appeal with a country', path: `${APPEAL_PATH}?from=IE` },
  { name: 'ways to give', path: '/donate/' },
  { name: 'country', path: '/countries/KZ/' },
  { name: 'country without appeals', path: '/countries/IE/' },
  { name: 'topic', path: '/topics/housing/' },
  { name: 'embedded box', path: `/embed${APPEAL_PATH}` },
  { name: 'cases', path: '/cases/' },
  { name: 'case', path: '/cases/astana-2013/' },
  { name: 'year', path: '/2013/' },
  { name: 'month', path: '/2013/05/' },
  { name: 'day', path: '/2013/05/22/' },
  { name: 'search', path: '/search' },
  { name: 'search: found', path: '/search?q=astana+housing&country=KZ' },
  { name: 'search: nothing found', path: '/search?q=nowhere' },
  { name: 'directory', path: '/missions/' },
  { name: 'observatory', path: '/observatory/' },
  { name: 'missions of one state', path: '/missions/KZ/' },
  { name: 'answer: another country’s embassy', path: '/missions/KZ/for/IE' },
  { name: 'answer: embassy and consulates', path: '/missions/KZ/for/FR' },
  { name: 'answer: the accused state', path: '/missions/KZ/for/KZ' },
  { name: 'letter: choose a country', path: LETTER_PATH },
  { name: 'letter: form', path: `${LETTER_PATH}?from=IE` },
  { name: 'letter: no address known', path: `${LETTER_PATH}?from=FR` },
  { name: 'letter: from the accused state', path: `${LETTER_PATH}?from=KZ` },
  { name: 'letter: counted', path: `${LETTER_PATH}/self-reports` },
  { name: 'confirmation by code', path: '/confirm' },
]

const errorPages: Asked[] = [
  { name: '400 unknown country', path: `${LETTER_PATH}?from=XX`, status: 400 },
  { name: '403', path: '/confirm', form: {}, origin: 'https://elsewhere.example', status: 403 },
  { name: '404', path: '/no-such-page', status: 404 },
  { name: '404 appeal', path: '/2013/05/22/no-such-appeal/', status: 404 },
  { name: '410 appeal', path: '/2013/05/22/another-0/', status: 410 },
  { name: '410 embedded box', path: '/embed/2013/05/22/another-0/', status: 410 },
  { name: '404 cut link', path: '/letters/cut/confirmation', status: 404 },
  { name: '404 cut link to an answer', path: '/replies/cut', status: 404 },
  { name: '404 cut link to a question', path: '/surveys/cut', status: 404 },
  { name: '422 code', path: '/confirm', form: { code: 'wrong' }, status: 422 },
]

/** What people see who work at the desk, and on their way there. */
async function deskPages(
  site: Site,
  { lang, answered }: { lang: string; answered: ReplyPages },
): Promise<Asked[]> {
  const desk = deskOf(site)
  const dora = await desk.joinWithFactor(`Dora ${lang}`, 'administrator')
  const ana = await desk.join(`Ana ${lang}`, 'editor')
  await ana.post('/desk/account/authenticator', { password: PASSWORD })
  const email = `bruno${lang}@outcry.example`
  await dora.post('/desk/members/invitations', { email, role: 'moderator' })
  const { deps } = site
  const link = await inviteByOperator(deps, { email: `eve${lang}@outcry.example`, role: 'editor' })
  const missions = await missionPages(site, dora)
  const appeals = await appealPages(dora)
  const [own, fresh] = [dora, ana].map(({ cookies }) =>
    [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  )
  const letter = await deps.reader.selectFrom('letters').selectAll().executeTakeFirst()
  const ledger = await findCaseByKey(deps.reader, 'astana-2013')
  const csrf = tokenIn((await dora.get('/desk/account/')).body)
  const wrong = { email: 'nobody@outcry.example', password: 'not the right one' }
  return [
    { name: 'desk: sign in', path: '/desk/sign-in' },
    { name: 'desk: sign-in refused', path: '/desk/sign-in', form: wrong, status: 422 },
    { name: 'desk: invitation', path: new URL(link).pathname },
    { name: 'desk: password forgotten', path: '/desk/password-resets' },
    { name: 'desk: start', path: '/desk/', cookie: own },
    { name: 'desk: account', path: '/desk/account/', cookie: own },
    { name: 'desk: account without factor', path: '/desk/account/?needed=factor', cookie: fresh },
    { name: 'desk: authenticator', path: '/desk/account/authenticator', cookie: fresh },
    { name: 'desk: members', path: '/desk/members/', cookie: own },
    { name: 'desk: audit log', path: '/desk/audit/?from=2013-05-01', cookie: own },
    { name: 'desk: comments', path: '/desk/comments/', cookie: own },
    { name: 'desk: bundles', path: '/desk/bundles/', cookie: own },
    { name: 'desk: account of letters', path: '/desk/bundles/account/', cookie: own },
    { name: 'desk: bundle', path: answered.bundle, cookie: own },
    {
      name: 'desk: bundle, errors',
      path: `${answered.bundle}/hand-ins`,
      ...{ form: { csrf, on: '2099-01-01', note: 'It rained.' }, cookie: own, status: 422 },
    },
    { name: 'desk: photo of a hand-in', path: answered.photo, cookie: own },
    { name: 'desk: before printing', path: `${answered.bundle}/print`, cookie: own },
    {
      name: 'desk: letters to print',
      path: `${answered.bundle}/printings`,
      ...{ form: { csrf }, cookie: own, status: 200 },
    },
    { name: 'desk: answers that wait', path: '/desk/work/?kind=reply', cookie: own },
    { name: 'desk: answer', path: `/desk/replies/${answered.sharedId}`, cookie: own },
    {
      name: 'desk: answer, errors',
      path: `/desk/replies/${answered.sharedId}`,
      ...{ form: { csrf, text: ' ' }, cookie: own, status: 422 },
    },
    { name: 'desk: pickets and hand-ins', path: '/desk/gatherings/', cookie: own },
    ...appeals.map(([name, path]) => ({ name: `desk: ${name}`, path, cookie: own })),
    ...missions.map(([name, path]) => ({ name: `desk: ${name}`, path, cookie: own })),
    { name: 'desk: settings', path: '/desk/settings/?saved=1', cookie: own },
    { name: 'desk: look', path: '/desk/settings/look/', cookie: own },
    { name: 'desk: settings of comments', path: '/desk/settings/comments/', cookie: own },
    { name: 'desk: settings of letters', path: '/desk/settings/letters/', cookie: own },
    { name: 'desk: settings of giving', path: '/desk/settings/giving/', cookie: own },
    { name: 'desk: settings of mail', path: '/desk/settings/mail/?check=1', cookie: own },
    { name: 'desk: work list', path: '/desk/work/', cookie: own },
    {
      name: 'desk: work by rule',
      path: '/desk/work/bulk?kind=comment&rule=links&verdict=refused',
      cookie: own,
    },
    { name: 'desk: letters by mission', path: '/desk/letters/', cookie: own },
    { name: 'desk: letters looked for', path: '/desk/letters/search', cookie: own },
    { name: 'desk: letters by appeal', path: '/desk/letters/?by=appeal', cookie: own },
    {
      name: 'desk: letters of an appeal',
      path: `/desk/letters/appeals/${letter?.appeal_id}`,
      cookie: own,
    },
    {
      name: 'desk: letters of a mission',
      path: `/desk/letters/missions/${letter?.mission_id}`,
      cookie: own,
    },
    {
      name: 'desk: office hours',
      path: `/desk/letters/missions/${letter?.mission_id}/hours`,
      cookie: own,
    },
    { name: 'desk: one letter', path: `/desk/letters/${letter?.id}`, cookie: own },
    { name: 'desk: its writer', path: `/desk/letters/${letter?.id}/reveals`, cookie: own },
    { name: 'desk: cases', path: '/desk/cases/', cookie: own },
    { name: 'desk: case', path: `/desk/cases/${ledger?.id}/`, cookie: own },
    { name: 'desk: person', path: `/desk/cases/${ledger?.id}/?person=leader-1`, cookie: own },
    {
      name: 'desk: correction of an event',
      path: `/desk/cases/${ledger?.id}/?corrects=round-up`,
      cookie: own,
    },
    { name: 'desk: factor again', path: '/desk/factor', cookie: own },
    { name: 'desk: role missing', path: '/desk/members/', cookie: fresh, status: 403 },
  ]
}

/** Names and addresses of pages about missions, with something on each. */
async function missionPages(
  { server, deps }: Site,
  dora: ReturnType<ReturnType<typeof deskOf>['visitor']>,
): Promise<[string, string][]> {
  const found = await searchMissions(deps.reader, { sendingState: 'KZ', text: 'London', limit: 1 })
  const [mission] = found
  assert.ok(mission)
  const path = `/desk/missions/${mission.id}`
  const [contact] = mission.contacts
  const end = await dora.post(`${path}/contacts/${contact?.id}/confirmation`, { source: 'a call' })
  assert.equal(end.statusCode, 303, end.body)
  await server.inject({
    method: 'POST',
    url: `/missions/KZ/corrections/${mission.id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'kind=email&wrong=old%40mfa.example&right=new%40mfa.example&from=a+call',
  })
  const [, other] = await searchMissions(deps.reader, { sendingState: 'KZ', limit: 2 })
  const [last] = await listImports(deps.reader, 1)
  return [
    ['missions', '/desk/missions/?state=KZ'],
    ['mission', path],
    ['mission description', `${path}/description`],
    ['missions to confirm', '/desk/missions/to-confirm/'],
    ['corrections', '/desk/missions/corrections/'],
    ['imports', '/desk/missions/imports/'],
    ['import', `/desk/missions/imports/${last?.id}`],
    ['merge', `${path}/merge?into=${other?.id}`],
  ]
}

/** Writes letters, and shows what their writers see. */
async function letterPages(site: Site, lang: string): Promise<Asked[]> {
  const question = { sendingState: 'KZ', readerState: 'IE' }
  const { missions } = await resolveMissions(site.deps.reader, question)
  const form = letterForm(missions[0]?.id ?? '')
  const write = async (email: string) => {
    const page = { name: 'letter sent', path: LETTER_PATH, form: { ...form, email }, status: 303 }
    await show(site, lang, page)
    await site.runJobs()
    return newestLetter(site)
  }
  const waiting = await write(`waiting-${lang}@reader.example`)
  const confirmed = await write(`confirmed-${lang}@reader.example`)
  const confirmation = {
    name: 'confirmed',
    path: `${confirmed}/confirmation`,
    form: {},
    status: 303,
  }
  await show(site, lang, confirmation)
  await site.runJobs()
  const store = { db: site.deps.reader, secrets: site.deps.secrets }
  const [newest] = await listKeptMessages(store, { limit: 1 })
  const invalid = { ...form, name: '', email: 'none', subject: '', text: '', consent: '' }
  return [
    { name: 'correction', path: `/missions/KZ/corrections/${missions[0]?.id}` },
    {
      name: 'correction: errors',
      path: `/missions/KZ/corrections/${missions[0]?.id}`,
      form: { kind: 'email', from: '' },
      status: 422,
    },
    { name: 'letter: errors', path: LETTER_PATH, form: invalid, status: 422 },
    { name: 'letter: compared', path: `${LETTER_PATH}/likeness`, form, status: 200 },
    { name: 'confirmation', path: `${waiting}/confirmation` },
    { name: 'fate: unconfirmed', path: waiting },
    { name: 'fate: accepted', path: confirmed },
    { name: 'mailbox', path: '/mailbox' },
    { name: 'message', path: `/mailbox/${newest?.id}` },
  ]
}

/** What writers see of answers, and of the question whether there was one. */
function replyPages({ fate, replies, surveys }: ReplyPages): Asked[] {
  return [
    { name: 'fate: answered', path: fate },
    ...Object.entries(replies).map(([state, path]) => ({ name: `reply: ${state}`, path })),
    { name: 'survey', path: surveys.open },
    { name: 'survey: answered', path: surveys.answered },
    { name: 'survey: no more', path: `${surveys.open}/end` },
    { name: 'survey: ended', path: `${surveys.open}/end`, form: {}, status: 200 },
  ]
}

/** Writes a comment, and shows what its author and a moderator see. */
async function commentPages(site: Site, lang: string): Promise<Asked[]> {
  const pages = await writeComment(site, lang)
  return [
    { name: 'appeal with a comment', path: APPEAL_PATH },
    { name: 'comment: answer', path: `${APPEAL_PATH}?reply=${pages.id}` },
    { name: 'comment: errors', ...pages.invalid, status: 422 },
    { name: 'comment: status', path: pages.status },
    { name: 'comment: approved', path: pages.approval },
    { name: 'comment: refuse', path: pages.refusal },
    { name: 'comment: hear of answers', path: pages.subscription },
    { name: 'comment: answers begun', path: pages.subscription, form: {}, status: 200 },
    { name: 'comment: hear no more', path: pages.unsubscription },
    { name: 'comment: answers ended', path: pages.unsubscription, form: {}, status: 200 },
  ]
}

/** The address, without language, of the letter that was confirmed or is to be confirmed last. */
async function newestLetter({ deps }: Site): Promise<string> {
  const store = { db: deps.reader, secrets: deps.secrets }
  // Other mails, an invitation to the desk for instance, may have come at the same moment.
  const messages = await listKeptMessages(store, { limit: 10 })
  const texts = messages.map(({ message }) => message.readable.text)
  const [path] = texts.flatMap((text) => /(\/letters\/\S+)\/confirmation/.exec(text)?.[1] ?? [])
  assert.ok(path, `no link in the mails: ${texts.join('\n\n')}`)
  return path
}

/** The page for somebody who has tried too many codes; each language from a network of its own. */
async function showLimit(site: Site, lang: string): Promise<ShownPage> {
  const page = { name: '429', path: '/confirm', form: { code: 'wrong' } }
  for (let tries = 0; tries < MAX_CODES; tries += 1) await show(site, lang, page)
  return show(site, lang, { ...page, status: 429 })
}

/** What readers see while something is broken, or too busy. */
async function showFailures(site: Site, lang: string): Promise<ShownPage[]> {
  const { reader } = site.deps
  const selectFrom = reader.selectFrom
  const failWith = async (status: number, error: Error) => {
    reader.selectFrom = () => {
      throw error
    }
    return show(site, lang, { name: String(status), path: '/missions/BY/', status })
  }
  const shown = [
    await failWith(500, new Error('a bug')),
    await failWith(503, new AppError('unavailable', 'platform.error_unavailable_text')),
  ]
  reader.selectFrom = selectFrom
  return shown
}

async function show({ server }: Site, lang: string, asked: Asked): Promise<ShownPage> {
  const { name, path, form, origin, cookie } = asked
  const answer = await server.inject({
    method: form ? 'POST' : 'GET',
    url: `/${lang}${path}`,
    headers: {
      'accept-language': lang,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(origin && { origin }),
      ...(cookie && { cookie }),
    },
    payload: form && new URLSearchParams(form).toString(),
    remoteAddress: lang === 'en' ? '192.0.2.1' : '192.0.2.2',
  })
  const { statusCode: status, body: html } = answer
  if (asked.status || !form) assert.equal(status, asked.status ?? 200, `${lang} ${name}: ${html}`)
  const headers = Object.entries(answer.headers).map(([key, value]) => [key, String(value)])
  return {
    name: `${lang} ${name}`,
    path: `/${lang}${path}`,
    status,
    html,
    headers: Object.fromEntries(headers),
  }
}
