import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkNames } from '../src/app/names-check.ts'
import { withdrawConsent } from '../src/slices/cases/index.ts'
import { testDatabase } from './harness.ts'
import { get, type LetterApp, openLetterApp } from './letters.ts'
import { nameEverywhere, PATH, PEOPLE } from './names-everywhere.ts'

/** What of an answer is looked at in particular: what stands there between fixed words. */
const places: Record<string, { url: string; where: RegExp }> = {
  'the title of the page': { url: PATH, where: /<h1>(.*?)<\/h1>/ },
  'the story': { url: PATH, where: /They took (.*?) this morning/ },
  'the text of a picture': { url: PATH, where: / alt="The house of ([^"]*)"/ },
  'the caption of a picture': { url: PATH, where: /Here lived (.*?)<\/span>/ },
  'the author of a picture': { url: PATH, where: /Picture: (.*?)<\/figcaption>/ },
  'the text of a comment': { url: PATH, where: /Where is (.*?)\?/ },
  'the author of a comment': { url: PATH, where: /class="comment-name">([^C].*?)<\/bdi>/ },
  'the answer of a mission on the appeal': { url: PATH, where: /nobody called (.*?)\n/ },
  'the answer of a mission on its own page': {
    url: '/missions/KZ/',
    where: /nobody called (.*?)\n/,
  },
  'the place of a picket': { url: PATH, where: /The wall for (.*?)</ },
  'the note of a picket': { url: PATH, where: /Bring a picture of (.*?)<form/ },
  'a picket in the calendar': { url: `${PATH}gatherings.ics`, where: /LOCATION:(.*?)\r\n\S/s },
  'a hearing in the calendar': { url: '/cases/taken-2013.ics', where: /DESCRIPTION:(.*?)\r\n\S/s },
  'the source of an event': { url: '/cases/taken-2013/', where: /The lawyer of (.*?)</ },
  'the title of a case': { url: '/cases/', where: /The case of (.*?)</ },
  'a case as JSON': { url: '/cases/taken-2013.json', where: /"en":\s?"([^"]*?) is heard/ },
  'a case as a table': { url: '/cases/taken-2013.csv', where: /The lawyer of (.*?),/ },
  RSS: { url: '/feed/', where: /<title>Free (.*?)<\/title>/ },
  Atom: { url: '/feed/atom/', where: /<title[^>]*>Free (.*?)<\/title>/ },
  'JSON Feed': { url: '/feed.json', where: /"title":\s?"Free (.*?)"/ },
  'the feed of comments': { url: '/comments/feed/', where: /Where is (.*?)\?/ },
  'the box for other sites': { url: `/embed${PATH}`, where: /Free (.*?)</ },
  oEmbed: { url: `/oembed?url=https://outcry.example${PATH}`, where: /"title":\s?"Free (.*?)"/ },
  'the search': { url: '/search?q=morning', where: /search-result(.*)/s },
  'the front page': { url: '/', where: /Free (.*?)</ },
  'the archive': { url: '/2013/05/', where: /Free (.*?)</ },
}

async function read(app: LetterApp, url: string): Promise<string> {
  const { body, headers, statusCode } = await get(app, url)
  assert.equal(statusCode, 200, url)
  return /calendar/.test(String(headers['content-type'])) ? body.replaceAll('\r\n ', '') : body
}

/** The places that name somebody; each has to be there, whatever stands in it. */
async function look(app: LetterApp, parts: RegExp): Promise<string[]> {
  const naming: string[] = []
  for (const [what, { url, where }] of Object.entries(places)) {
    const body = await read(app, url)
    const [found, words] = where.exec(body) ?? []
    assert.ok(found, `${what} is not there`)
    if (parts.test(words ?? found)) naming.push(what)
  }
  return naming
}

// The veil knows nothing of databases; what differs between them shows in one script.
const scripts = Object.entries(PEOPLE).filter(
  ([script]) => testDatabase === 'sqlite' || script === 'kazakh',
)

for (const [script, person] of scripts) {
  test(`a name written in ${script} letters is hidden in whatever readers or editors have written`, async (t) => {
    const app = await openLetterApp(t)
    const { personId } = await nameEverywhere(app, person)
    const before = await look(app, person.parts)
    assert.deepEqual(before, Object.keys(places), 'places that name somebody before')
    await withdrawConsent(app.deps, undefined, { personId, agreedBy: 'person', word: 'herself' })
    assert.deepEqual(await look(app, person.parts), [])
    await app.runJobs()
    const { leaks, places: looked } = await checkNames(app.deps, app.server)
    assert.deepEqual(leaks, [])
    assert.ok(looked > 60, `only ${looked} places`)
  })
}
