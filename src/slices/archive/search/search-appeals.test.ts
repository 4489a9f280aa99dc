import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp, type TestApp } from '../../../../test/harness.ts'
import { withdrawAppeal } from '../../appeals/index.ts'
import { type GivenAppeal, publish } from '../fixture.ts'
import { indexAppeals } from './index-appeals.ts'
import { deleteDocument, findDocument, listIndexedIds } from './queries.ts'
import { rebuildIndex } from './rebuild.ts'
import { type Search, searchAppeals } from './search-appeals.ts'
import { createShownAppeals } from './shown-appeals.ts'
import { wordIndexOf } from './word-index.ts'

type Narrowed = Partial<Omit<Search, 'text'>> & { lang?: string }

/** An installation in which these appeals are public and were indexed in this order. */
async function openWith(t: TestContext, ...appeals: GivenAppeal[]) {
  const app = await openTestApp(t)
  for (const appeal of appeals) {
    await publish(app.deps, appeal)
    await app.runJobs()
  }
  return { ...app, ...searchIn(app) }
}

function searchIn({ deps }: Pick<TestApp, 'deps'>) {
  const tools = { ...deps, shownAppeals: createShownAppeals(deps) }
  const search = (text: string, { lang = 'en', ...narrowed }: Narrowed = {}) =>
    searchAppeals(tools, { text, limit: 10, ...narrowed }, lang)
  const slugs = async (text: string, narrowed?: Narrowed) => {
    const { found } = await search(text, narrowed)
    return found.map(({ path }) => path.split('/')[4])
  }
  return { search, slugs }
}

const day = '2013-05-22'

test('an appeal is found by words of its title, call, story, place and country', async (t) => {
  const { slugs } = await openWith(t, {
    ...{ day, slug: 'astana', title: 'Activists arrested', call: 'Write to the embassy' },
    ...{ story: 'Dawn *raids* on [hostels](https://elsewhere.example/secret).' },
    topics: ['housing-rights'],
  })
  for (const word of ['arrested', 'embassy', 'raids', 'hostels', 'town', 'Kazakhstan', 'rights']) {
    assert.deepEqual(await slugs(word), ['astana'], word)
  }
  for (const word of ['secret', 'elsewhere', 'xyz']) assert.deepEqual(await slugs(word), [], word)
})

test('all words have to occur, the last may go on', async (t) => {
  const { slugs } = await openWith(
    t,
    { day, slug: 'a', story: 'Five leaders before a summary court.' },
    { day, slug: 'b', story: 'The leaders of a campaign.' },
  )
  assert.deepEqual(await slugs('leaders'), ['b', 'a'])
  assert.deepEqual(await slugs('court leaders'), ['a'])
  assert.deepEqual(await slugs('leaders cou'), ['a'])
  assert.deepEqual(await slugs('cou leaders'), [])
  assert.deepEqual(await slugs('"summary court"'), ['a'])
  assert.deepEqual(await slugs('"court summary"'), [])
  assert.deepEqual(await slugs('"leaders before" court'), ['a'])
})

test('a title counts for more than a story, and the newest comes first', async (t) => {
  const { slugs } = await openWith(
    t,
    { day: '2012-01-01', slug: 'old-title', title: 'Strike' },
    { day: '2013-01-01', slug: 'old-story', story: 'A strike, a strike, a strike!' },
    { day: '2014-01-01', slug: 'new-story', story: 'A strike.' },
    { day: '2011-01-01', slug: 'oldest-title', title: 'On the strike of the oil workers' },
    { day: '2014-01-01', slug: 'newer-story', story: 'They strike.' },
  )
  const all = ['old-title', 'oldest-title', 'newer-story', 'new-story', 'old-story']
  assert.deepEqual(await slugs('strike'), all)
})

test('a list is continued by its cursor, from titles to stories', async (t) => {
  const days = Array.from({ length: 9 }, (_, index) => `2013-05-0${index + 1}`)
  const { search, slugs } = await openWith(
    t,
    ...days.map((each, index) => ({
      ...{ day: each, slug: `n${index + 1}`, story: 'Hunger.' },
      ...(index % 2 === 0 && { title: 'Hunger' }),
    })),
  )
  const seen: string[] = []
  let after: string | undefined
  do {
    seen.push(...(await slugs('hunger', { limit: 2, after })).map(String))
    after = (await search('hunger', { limit: 2, after })).next
  } while (after)
  assert.deepEqual(seen, ['n9', 'n7', 'n5', 'n3', 'n1', 'n8', 'n6', 'n4', 'n2'])
  assert.deepEqual(await slugs('hunger', { limit: 2, after: "t1'; drop" }), ['n9', 'n7'])
})

test('what is found can be narrowed to a country, a topic and a year', async (t) => {
  const { slugs } = await openWith(
    t,
    { day: '2013-12-31', slug: 'a', title: 'Court', topics: ['housing'] },
    { day: '2014-01-01', slug: 'b', story: 'Court', topics: ['housing', 'labour'] },
    { day: '2014-06-01', slug: 'c', story: 'Court', country: 'AZ', topics: ['housing-rights'] },
  )
  assert.deepEqual(await slugs('court'), ['a', 'c', 'b'])
  assert.deepEqual(await slugs('court', { country: 'KZ' }), ['a', 'b'])
  assert.deepEqual(await slugs('court', { topic: 'housing' }), ['a', 'b'])
  assert.deepEqual(await slugs('court', { year: '2014' }), ['c', 'b'])
  assert.deepEqual(await slugs('court', { year: '2013' }), ['a'])
  assert.deepEqual(await slugs('court', { country: 'KZ', topic: 'labour', year: '2014' }), ['b'])
  assert.deepEqual(await slugs('court', { country: 'NO' }), [])
  assert.deepEqual(await slugs('country kz'), [], 'a filter is not a word')
})

test('names are found in either script and in several spellings', async (t) => {
  const { slugs } = await openWith(
    t,
    { day, slug: 'en', story: 'President Nazarbayev spoke in Zhanaozen, in Astana.' },
    {
      ...{ day, slug: 'ru' },
      also: { ru: { title: 'Назарбаев в Жанаозене', story: 'Он был в Жаңаөзене и в Астане.' } },
    },
  )
  for (const name of ['Nazarbayev', 'Nazarbaev', 'назарбаев', 'НАЗАРБА']) {
    assert.deepEqual(await slugs(name), ['ru', 'en'], name)
  }
  assert.deepEqual(await slugs('Жанаозен'), ['ru', 'en'])
  assert.deepEqual(await slugs('Zhanaoz'), ['ru', 'en'])
})

test('scripts without blanks and with marks are searched', async (t) => {
  const { slugs } = await openWith(t, {
    ...{ day, slug: 'a' },
    also: {
      zh: { title: '哈萨克斯坦住房权活动人士被捕', story: '请写信给大使馆。' },
      ar: { title: 'اعتقال نُشطاء', story: 'السِّفارة' },
      el: { title: 'Συλλήψεις στην Αστανά' },
      ko: { title: '카자흐스탄에서 활동가 체포' },
      th: { title: 'จับกุมนักเคลื่อนไหว' },
    },
  })
  const words = ['活动人士', '大使馆', '写', '馆', '住房权', 'نشطاء', 'السفارة', 'συλληψεισ']
  for (const word of [...words, '카자흐스탄', '활동가', 'จับกุม', 'นักเคลื่อน', '活动人士 大使馆']) {
    assert.deepEqual(await slugs(word), ['a'], word)
  }
  assert.deepEqual(await slugs('人活'), [])
})

test('an appeal is found once, and shown in the language in which it was found', async (t) => {
  const { search } = await openWith(t, {
    ...{ day, slug: 'a', title: 'Eviction in Astana', story: 'Astana' },
    also: { ru: { title: 'Выселение в Астане', story: 'Астана' } },
  })
  const languageOf = async (text: string, lang: string) =>
    (await search(text, { lang })).found.map(({ language }) => language)
  assert.deepEqual(await languageOf('Астана', 'en'), ['en'])
  assert.deepEqual(await languageOf('Astana', 'ru'), ['ru'])
  assert.deepEqual(await languageOf('eviction', 'ru'), ['en'])
  assert.deepEqual(await languageOf('выселение', 'en'), ['ru'])
  assert.deepEqual(await languageOf('Kazakhstan', 'ru'), ['ru'], 'a country is in no text')
})

test('a corrected appeal is found by its new words alone', async (t) => {
  const { deps, clock, runJobs, slugs } = await openWith(t, { day, slug: 'a', story: 'Rumour.' })
  clock.advance(1000)
  await publish(deps, { day, slug: 'a', story: 'Fact.', also: { ru: { title: 'Перевод' } } })
  await runJobs()
  assert.deepEqual(await slugs('rumour'), [])
  assert.deepEqual(await slugs('fact'), ['a'])
  assert.deepEqual(await slugs('перевод'), ['a'])
})

test('what is shown is of this moment, even before the index has heard of it', async (t) => {
  const { deps, clock, search } = await openWith(t, { day, slug: 'a', story: 'The name.' })
  const shown = async () =>
    (await search('name')).found[0]?.snippet.map(({ text }) => text).join('')
  assert.match((await shown()) ?? '', /The name\./)
  clock.advance(1000)
  await publish(deps, { day, slug: 'a', story: 'N.' })
  assert.match((await shown()) ?? '', /N\./)
  assert.doesNotMatch((await shown()) ?? '', /name/)
})

test('a withdrawn appeal is found no more, even before the index has heard of it', async (t) => {
  const { deps, runJobs, slugs } = await openWith(t, { day, slug: 'a' }, { day, slug: 'b' })
  await withdrawAppeal(deps, { publishedOn: day, slug: 'a' })
  assert.deepEqual(await slugs('story'), ['b'])
  await runJobs()
  assert.deepEqual(await slugs('story'), ['b'])
  assert.equal((await listIndexedIds(deps.reader)).length, 1)
})

test('indexing twice, or an appeal that is unknown, changes nothing', async (t) => {
  const { deps, slugs } = await openWith(t, { day, slug: 'a' }, { day, slug: 'b' })
  const ids = await listIndexedIds(deps.reader)
  await indexAppeals(deps, [...ids, 'unknown'])
  await Promise.all([indexAppeals(deps, ids), indexAppeals(deps, ids)])
  assert.deepEqual(await slugs('story'), ['b', 'a'])
})

test('appeals indexed at the same moment each get a place', async (t) => {
  const app = await openTestApp(t)
  await publish(app.deps, ...['a', 'b', 'c', 'd'].map((slug) => ({ day, slug })))
  const rebuild = () => rebuildIndex(app.deps, {})
  assert.deepEqual(await Promise.all([rebuild(), rebuild(), rebuild()]), [4, 4, 4])
  assert.deepEqual((await searchIn(app).slugs('story')).toSorted(), ['a', 'b', 'c', 'd'])
})

test('the index is rebuilt from what is public, and loses what is not', async (t) => {
  const { deps, slugs } = await openWith(t, { day, slug: 'a' }, { day, slug: 'b' })
  await withdrawAppeal(deps, { publishedOn: day, slug: 'b' })
  await publish(deps, { day: '2013-05-23', slug: 'c' })
  const progress: string[] = []
  const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`)
  assert.equal(await rebuildIndex(deps, { onProgress }), 2)
  assert.deepEqual(progress, ['2/2'])
  assert.deepEqual(await slugs('story'), ['c', 'a'])
  assert.equal((await listIndexedIds(deps.reader)).length, 2)
})

test('an installation from before the search fills its index by itself', async (t) => {
  const { deps, runJobs, slugs } = await openWith(t, { day, slug: 'a' })
  for (const id of await listIndexedIds(deps.db)) await forget(deps, id)
  assert.deepEqual(await slugs('story'), [])
  await runJobs()
  assert.deepEqual(await slugs('story'), ['a'])
})

async function forget({ db }: Pick<TestApp['deps'], 'db'>, id: string): Promise<void> {
  const document = await findDocument(db, id)
  await wordIndexOf(db).remove(db, document?.position ?? 0)
  await deleteDocument(db, id)
}

test('texts beyond every measure are indexed as far as it goes', async (t) => {
  const different = Array.from({ length: 16_000 }, (_, index) => `${index + 10_000}`).join(' ')
  const { slugs } = await openWith(
    t,
    { day, slug: 'long', story: `first phrase ${'word '.repeat(18_000)} last phrase` },
    { day, slug: 'different', story: different, also: { ru: { title: 'ru', story: different } } },
    { day, slug: 'han', also: { zh: { title: '长', story: '汉字'.repeat(35_000) } } },
    { day, slug: 'one', story: 'x'.repeat(90_000) },
  )
  assert.deepEqual(await slugs('"first phrase"'), ['long'])
  assert.deepEqual(await slugs('"last phrase"'), ['long'])
  assert.deepEqual(await slugs('25999'), ['different'])
  assert.deepEqual(await slugs('汉字汉'), ['han'])
  assert.deepEqual(await slugs('x'.repeat(150)), ['one'])
})

test('nothing that can be typed breaks the search', async (t) => {
  const { search } = await openWith(t, { day, slug: 'a' })
  const typed = [
    ...[
      '"',
      "'",
      '*',
      'a*b',
      '(',
      ')',
      'a AND',
      'NOT',
      'OR OR',
      'NEAR(a b)',
      'title:x',
      '-a',
      '^a',
    ],
    ...[
      '&',
      '|',
      '!',
      '<->',
      ':*',
      'a:b',
      '\\',
      "\\'",
      '%',
      '_',
      '=',
      'country=kz',
      '{a}',
      '--',
      ';',
    ],
    ...[
      '\u0000',
      'a\u0000b',
      '\ud800',
      'a\udc00',
      '\u0301\u0301',
      '\u200b',
      '\u202e',
      '👩🏽‍🦰',
      '１',
    ],
    ...[
      'ﷺ',
      '½',
      'ǅ',
      'İ',
      'ẞ',
      "s's",
      "''s",
      '京',
      '한',
      'ก',
      'a'.repeat(100_000),
      '" '.repeat(500),
    ],
    ...['京'.repeat(100_000), 'a b c d e f g h i j k l m n o p', '\u0301'.repeat(100_000)],
  ]
  for (const text of typed) {
    for (const narrowed of [{}, { country: 'KZ', topic: 'x', year: '0000' }]) {
      await search(text, narrowed)
      await search(`story ${text}`, narrowed)
    }
  }
})
