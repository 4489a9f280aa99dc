import assert from 'node:assert/strict'
import type { Person } from './desk.ts'

/** Whatever an appeal needs to be released, as somebody types it. */
export const finishedAppeal: Record<string, string> = {
  title: 'Raid at dawn in Astana',
  call: 'Write today.',
  country: 'KZ',
  place: 'Astana',
  date: '2013-05-22',
  story: 'The **story**.',
  'letters.one.language': 'en',
  'letters.one.subject': 'The raid in Astana',
  'letters.one.text': 'Please release everyone who is still held.',
}

/** Where the finished appeal stands once it is released. */
export const FINISHED_PATH = '/2013/05/22/raid-at-dawn-in-astana/'

/** Everything that a form of the page would send, as it stands. */
export function formIn(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`)) ?? ''
  assert.notEqual(form, '', `no form leads to ${action}`)
  const inputs = [...form.matchAll(/<input(?:[^>"]|"[^"]*")*>/g)].map(([tag]) => ({
    name: /\bname="([^"]*)"/.exec(tag)?.[1] ?? '',
    value: plain(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''),
    isSent: !/type="(checkbox|radio)"/.test(tag) || /\schecked/.test(tag),
  }))
  const texts = [...form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>\n?([^<]*)</g)]
  const selects = [...form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)]
  return Object.fromEntries([
    ...inputs.filter(({ isSent, name }) => isSent && name).map((each) => [each.name, each.value]),
    ...texts.map(([, name = '', text = '']) => [name, plain(text)]),
    ...selects.map(([, name = '', options = '']) => [
      name,
      /<option[^>]*value="([^"]*)"[^>]*selected/.exec(options)?.[1] ?? '',
    ]),
  ])
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** Begins an appeal in English and returns its page at the desk. */
export async function beginAppeal(person: Person): Promise<string> {
  const begun = await person.post('/desk/appeals/', { language: 'en' })
  assert.equal(begun.statusCode, 303, begun.body)
  return String(begun.headers.location).replace(/texts\/$/, '')
}

/** Opens the form of a language, types into it and presses a button. */
export async function editAppeal(
  person: Person,
  appeal: string,
  changes: Record<string, string>,
  { language = 'en', button = '' } = {},
) {
  const path = `${appeal}texts/${language}`
  const { body } = await person.get(path)
  return person.post(path, { ...formIn(body, path), ...changes, next: button })
}

/** Everything that is to be looked at before a release. */
export const everyCheck = ['names', 'sources', 'pictures', 'addressees', 'contacts']

/** Opens the page of the release, ticks everything and presses the button. */
export async function releaseAppealAs(
  person: Person,
  appeal: string,
  changes: [string, string][] = [],
) {
  const page = await person.get(`${appeal}release`)
  const revisions = [...page.body.matchAll(/name="revision" value="([^"]*)"/g)]
  const pairs = [
    ...revisions.map(([, value = '']): [string, string] => ['revision', value]),
    ...everyCheck.map((point): [string, string] => ['check', point]),
    ...changes,
  ]
  return person.postPairs(`${appeal}release`, pairs)
}

/** Names and addresses of the desk's pages about appeals: one that is public, and a draft. */
export async function appealPages(person: Person): Promise<[string, string][]> {
  const list = (await person.get('/desk/appeals/?state=public')).body
  const id = /desk\/appeals\/([0-9a-f-]{36})\//.exec(list)?.[1] ?? ''
  const appeal = `/desk/appeals/${id}/`
  // Refused where there is one.
  await person.post(`${appeal}translations`, { language: 'ru' })
  await editAppeal(person, appeal, { title: 'Corrected', 'letters.en.text': 'Corrected words.' })
  const draft = await beginAppeal(person)
  await editAppeal(person, draft, { title: 'Not finished', act_by: 'soon', 'demands.a.text': 'x' })
  const history = (await person.get(`${appeal}revisions/`)).body
  const revision = /revisions\/([0-9a-f-]{36})"/.exec(history)?.[1] ?? ''
  return [
    ['appeals', '/desk/appeals/'],
    ['appeal', appeal],
    ['draft', draft],
    ['editor', `${draft}texts/en?check=1&saved=1`],
    ['translation', `${appeal}texts/ru`],
    ['preview', `${draft}preview/`],
    ['revisions', `${appeal}revisions/`],
    ['revision', `${appeal}revisions/${revision}`],
    ['pictures', `${draft}pictures`],
    ['release', `${appeal}release`],
    ['closing', `${appeal}closing`],
    ['withdrawal', `${appeal}withdrawal`],
  ]
}
