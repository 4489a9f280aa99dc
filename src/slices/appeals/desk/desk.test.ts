import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { actor } from '../../../../test/actors.ts'
import { openTestApp } from '../../../../test/harness.ts'
import { photograph } from '../../../../test/pictures.ts'
import { AppError } from '../../../platform/errors.ts'
import { DAY_MS, MINUTE_MS } from '../../../platform/time.ts'
import { listActs } from '../../accounts/index.ts'
import { addPicture, findPictures } from '../../media/index.ts'
import { importAppeals } from '../import.ts'
import { findAppeal, findAppealById, findStoredById } from '../queries.ts'
import { findRevision, listRevisions } from '../sheets/queries.ts'
import { createDraft } from './create-draft.ts'
import { closeAppeal, discardDraft, reopenAppeal, withdrawFromDesk } from './end.ts'
import { linkCase } from './link-case.ts'
import { listDeskAppeals } from './list-appeals.ts'
import { openAppeal } from './own-appeal.ts'
import { previewAppeal } from './preview.ts'
import { beginTranslation, saveSheet } from './save-sheet.ts'
import { listTranslations } from './translations.ts'

const english = { name: 'astana.md', bytes: readFileSync('demo/astana.md') }
const russian = { name: 'astana.ru.md', bytes: readFileSync('demo/astana.ru.md') }
const key = { publishedOn: '2013-05-22', slug: 'housing-justice-activists-arrested-in-astana' }

async function openDesk(t: TestContext) {
  const app = await openTestApp(t)
  const [ana, bruno, chloe] = await Promise.all([
    actor(app, 'Ana'),
    actor(app, 'Bruno'),
    actor(app, 'Chloe', 'Campaign Kazakhstan'),
  ])
  return { ...app, ana, bruno, chloe }
}

async function openImported(t: TestContext) {
  const desk = await openDesk(t)
  await importAppeals(desk.deps, [english, russian], { publish: true })
  const { entries } = await listDeskAppeals(desk.deps.reader, desk.ana, { limit: 10 })
  const id = entries[0]?.id ?? ''
  const appeal = await openAppeal(desk.deps, desk.ana, id)
  const base = appeal.sheets[0]?.headId ?? ''
  const head = await findRevision(desk.deps.reader, base)
  assert.ok(head)
  return { ...desk, id, base, fields: head.fields }
}

async function begun(desk: Awaited<ReturnType<typeof openDesk>>) {
  const id = await createDraft(desk.deps, desk.ana, { language: 'en' })
  const { sheets } = await openAppeal(desk.deps, desk.ana, id)
  return { id, base: sheets[0]?.headId ?? '' }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.messageKey : String(error)),
  )

test('what came in as a file is found at the desk as it reads, and saving it changes nothing', async (t) => {
  const { deps, ana, id, base, fields } = await openImported(t)
  assert.equal(fields['events.raids.date'], '2013-05-22')
  assert.equal(fields['figures.detained'], '81+')
  const save = { appealId: id, language: 'en', base, fields, origin: 'save' } as const
  assert.equal((await saveSheet(deps, ana, save)).kind, 'unchanged')
  const before = await findAppeal(deps.reader, key, 'en')
  const preview = await previewAppeal(deps, ana, { id, lang: 'en' })
  assert.deepEqual(JSON.parse(JSON.stringify(preview)), JSON.parse(JSON.stringify(before)))
})

test('what is saved of a public appeal is not seen by readers', async (t) => {
  const { deps, ana, id, base, fields } = await openImported(t)
  const changed = { ...fields, title: 'Another title' }
  const save = { appealId: id, language: 'en', base, fields: changed, origin: 'save' } as const
  assert.equal((await saveSheet(deps, ana, save)).kind, 'saved')
  assert.doesNotMatch((await findAppeal(deps.reader, key, 'en'))?.title ?? '', /Another/)
  assert.equal((await previewAppeal(deps, ana, { id, lang: 'en' })).title, 'Another title')
  const { entries } = await listDeskAppeals(deps.reader, ana, { limit: 10 })
  assert.equal(entries[0]?.hasCorrection, true)
})

test('two windows edit one appeal: the later save is kept beside, nothing is overwritten', async (t) => {
  const desk = await openDesk(t)
  const { deps, ana, bruno } = desk
  const { id, base } = await begun(desk)
  const save = { appealId: id, language: 'en', base, origin: 'save' } as const
  const first = await saveSheet(deps, ana, { ...save, fields: { title: 'Hers' } })
  assert.equal(first.kind, 'saved')
  const late = { ...save, fields: { title: 'His', call: 'Write' } }
  const second = await saveSheet(deps, bruno, late)
  assert.ok(second.kind === 'conflict')
  assert.equal(second.theirs.fields.title, 'Hers')
  assert.deepEqual(second.mine.fields, { title: 'His', call: 'Write' })
  assert.equal(second.base?.id, base)
  const again = await saveSheet(deps, bruno, late)
  assert.ok(again.kind === 'conflict')
  assert.equal(again.mine.id, second.mine.id)

  const merged = { ...second.mine.fields, title: 'Hers' }
  const merge = { ...save, base: second.theirs.id, fields: merged, origin: 'merge' } as const
  assert.equal((await saveSheet(deps, bruno, merge)).kind, 'saved')
  const origins = (await listRevisions(deps.reader, id, { limit: 10 })).map(({ origin }) => origin)
  assert.deepEqual(origins, ['merge', 'aside', 'save', 'save'])
})

test('two saves at the same moment: one is the newest, the other is kept', async (t) => {
  const desk = await openDesk(t)
  const { deps, ana, bruno } = desk
  const { id, base } = await begun(desk)
  const save = { appealId: id, language: 'en', base, origin: 'autosave' } as const
  const outcomes = await Promise.all([
    saveSheet(deps, ana, { ...save, fields: { title: 'Hers' } }),
    saveSheet(deps, bruno, { ...save, fields: { title: 'His' } }),
  ])
  assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['conflict', 'saved'])
  const kept = (await listRevisions(deps.reader, id, { limit: 10 })).map(({ origin }) => origin)
  assert.deepEqual(kept.sort(), ['aside', 'autosave', 'save'])
})

test('a form with fields that an appeal does not have is refused as a whole', async (t) => {
  const desk = await openDesk(t)
  const { id, base } = await begun(desk)
  for (const name of [
    'owner',
    'published_at',
    'events.raids.id',
    '__proto__.x.y',
    'letters.a.b.c',
  ]) {
    const fields = { title: 'T', [name]: 'x' }
    const save = { appealId: id, language: 'en', base, fields, origin: 'save' } as const
    assert.equal(await codeOf(saveSheet(desk.deps, desk.ana, save)), 'appeals.sheet_unknown_field')
  }
})

test('an organisation sees and touches only its own appeals', async (t) => {
  const { deps, ana, chloe, id, base, fields } = await openImported(t)
  const own = await createDraft(deps, chloe, { language: 'ru' })
  const seen = async (who: typeof ana) =>
    (await listDeskAppeals(deps.reader, who, { limit: 10 })).entries.map((each) => each.id)
  assert.deepEqual(await seen(ana), [id])
  assert.deepEqual(await seen(chloe), [own])
  const save = { appealId: id, language: 'en', base, fields, origin: 'save' } as const
  const tries = [
    () => openAppeal(deps, chloe, id),
    () => saveSheet(deps, chloe, save),
    () => previewAppeal(deps, chloe, { id, lang: 'en' }),
    () => beginTranslation(deps, chloe, { appealId: id, language: 'fr' }),
    () => createDraft(deps, chloe, { language: 'en', updatesId: id }),
    () => withdrawFromDesk(deps, chloe, { appealId: id, reason: 'x', barPictures: true }),
    () => closeAppeal(deps, chloe, { appealId: id, outcomes: { en: 'x' }, takeBack: false }),
    () => discardDraft(deps, ana, own),
  ]
  for (const each of tries) assert.equal(await codeOf(each()), 'appeals.desk_unknown')
})

test('a translation is behind when its original changed since, and says where', async (t) => {
  const { deps, ana, id, base, fields } = await openImported(t)
  const look = async () => listTranslations(deps.db, await openAppeal(deps, ana, id), ['en', 'fr'])
  assert.deepEqual(await look(), [
    { language: 'ru', state: 'current', changed: [] },
    { language: 'fr', state: 'missing', changed: [] },
  ])
  const changed = { ...fields, title: 'Another', 'events.raids.source': 'Somebody' }
  const save = { appealId: id, language: 'en', base, fields: changed, origin: 'save' } as const
  const saved = await saveSheet(deps, ana, save)
  assert.ok(saved.kind === 'saved')
  assert.deepEqual((await look())[0], { language: 'ru', state: 'behind', changed: ['title'] })

  const { sheets } = await openAppeal(deps, ana, id)
  const head = await findRevision(deps.reader, sheets[1]?.headId ?? '')
  assert.ok(head)
  const translated = { appealId: id, language: 'ru', base: head.id, origin: 'save' } as const
  await saveSheet(deps, ana, {
    ...translated,
    fields: head.fields,
    originalId: saved.revisionId,
  })
  assert.equal((await look())[0]?.state, 'current')
})

test('a file imported over open editing becomes the newest revision, and both texts remain', async (t) => {
  const { deps, clock, ana, id, base, fields } = await openImported(t)
  clock.advance(DAY_MS)
  const bytes = Buffer.from(english.bytes.toString().replace('at_least: 81', 'at_least: 91'))
  await importAppeals(deps, [{ name: 'a.md', bytes }], { publish: false })
  const mine = { ...fields, title: 'Mine' }
  const save = { appealId: id, language: 'en', base, fields: mine, origin: 'save' } as const
  const outcome = await saveSheet(deps, ana, save)
  assert.ok(outcome.kind === 'conflict')
  assert.equal(outcome.theirs.fields['figures.detained'], '91+')
  const { sheets } = await openAppeal(deps, ana, id)
  assert.equal(sheets[0]?.headId, sheets[0]?.releasedId)
})

test('the next issue of an appeal takes over whom to write to and what is demanded', async (t) => {
  const { deps, ana, id } = await openImported(t)
  const next = await createDraft(deps, ana, { language: 'ru', updatesId: id })
  const { sheets, originalLanguage } = await openAppeal(deps, ana, next)
  assert.equal(originalLanguage, 'en')
  const head = await findRevision(deps.reader, sheets[0]?.headId ?? '')
  assert.equal(head?.fields.country, 'KZ')
  assert.equal(head?.fields['demands.release.text'], 'Release everyone who is still held.')
  assert.equal(head?.fields.title, undefined)
  assert.equal(head?.fields['events.raids.text'], undefined)
})

test('the list is paged by key and narrowed by state', async (t) => {
  const desk = await openDesk(t)
  const { deps, clock, ana } = desk
  const ids: string[] = []
  for (let index = 0; index < 5; index += 1) {
    clock.advance(MINUTE_MS)
    ids.unshift((await begun(desk)).id)
  }
  const first = await listDeskAppeals(deps.reader, ana, { limit: 3 })
  const rest = await listDeskAppeals(deps.reader, ana, { limit: 3, after: first.next })
  assert.deepEqual(
    [...first.entries, ...rest.entries].map(({ id }) => id),
    ids,
  )
  assert.equal(rest.next, undefined)
  const states = ['draft', 'waiting', 'planned', 'public', 'closed', 'withdrawn'] as const
  for (const state of states) {
    const { entries } = await listDeskAppeals(deps.reader, ana, { limit: 9, state })
    assert.equal(entries.length, state === 'draft' ? 5 : 0, state)
  }
})

test('a closed appeal says how it ended, and can be opened again', async (t) => {
  const { deps, ana, id } = await openImported(t)
  const close = (outcomes: Record<string, string>) =>
    closeAppeal(deps, ana, { appealId: id, outcomes, takeBack: false })
  assert.deepEqual(await close({ ru: 'Все свободны.' }), {
    'outcome.en': { key: 'platform.field_required' },
  })
  assert.equal(await close({ en: 'Everyone  is free.', fr: 'x' }), undefined)
  assert.equal(await codeOf(close({ en: 'x' })), 'appeals.closed_already')
  const appeal = await findAppealById(deps.reader, id, 'ru')
  assert.deepEqual(appeal?.closed?.outcome, { language: 'en', text: 'Everyone is free.' })
  await reopenAppeal(deps, ana, id)
  assert.equal((await findAppealById(deps.reader, id, 'en'))?.closed, undefined)
})

test('withdrawal at the desk needs a reason, a fresh factor, and stands in the log', async (t) => {
  const { deps, clock, ana, id } = await openImported(t)
  const withdraw = (reason: string) =>
    withdrawFromDesk(deps, ana, { appealId: id, reason, barPictures: false })
  assert.deepEqual(await withdraw(' '), { reason: { key: 'platform.field_required' } })
  clock.advance(16 * MINUTE_MS)
  assert.equal(await codeOf(withdraw('Names')), 'accounts.factor_stale')
  clock.advance(-16 * MINUTE_MS)
  assert.equal(await withdraw('Names'), undefined)
  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
  assert.equal(await codeOf(withdraw('Names')), 'appeals.not_published')
  const acts = await listActs(deps.reader, ana.organisation.id, { filter: {}, limit: 5 })
  assert.deepEqual(
    [acts[0]?.act, acts[0]?.after],
    ['appeals.act_withdrawn', '{"reason":"Names","barPictures":false}'],
  )
})

test('a draft thrown away leaves nothing of what it said', async (t) => {
  const desk = await openDesk(t)
  const { deps, ana } = desk
  const { id, base } = await begun(desk)
  const fields = { title: 'A name that must not be known', topics: 'housing' }
  await saveSheet(deps, ana, { appealId: id, language: 'en', base, fields, origin: 'save' })
  await beginTranslation(deps, ana, { appealId: id, language: 'ru' })
  await discardDraft(deps, ana, id)
  assert.equal(await findStoredById(deps.reader, id), undefined)
  assert.deepEqual(await listRevisions(deps.reader, id, { limit: 5 }), [])
  const acts = await listActs(deps.reader, ana.organisation.id, { filter: {}, limit: 50 })
  assert.doesNotMatch(JSON.stringify(acts), /must not be known/)
})

test('with a draft thrown away go its pictures, but not those that another draft shows', async (t) => {
  const desk = await openDesk(t)
  const { deps, ana, runJobs } = desk
  const kept = { bytes: await photograph(300, 200), alt: 'A yard.' }
  const gone = { bytes: await photograph(200, 300), alt: 'A door.' }
  const [{ picture: yard }, { picture: door }] = [
    await addPicture(deps, kept),
    await addPicture(deps, gone),
  ]
  const draft = async (pictures: (typeof yard)[]) => {
    const { id, base } = await begun(desk)
    const rows = pictures.map((each, index) => [`pictures.p${index}.id`, each.id])
    const fields = Object.fromEntries(rows)
    await saveSheet(deps, ana, { appealId: id, language: 'en', base, fields, origin: 'save' })
    return id
  }
  const thrown = await draft([yard, door])
  const other = await draft([yard])
  const standing = async () => [...(await findPictures(deps.db, [yard.id, door.id])).keys()]
  await discardDraft(deps, ana, thrown)
  await runJobs()
  assert.deepEqual(await standing(), [yard.id])
  await discardDraft(deps, ana, other)
  await runJobs()
  assert.deepEqual(await standing(), [])
  assert.equal((await addPicture(deps, gone)).isNew, true)
})

test('naming a case tells nobody whether another organisation drafts at that address', async (t) => {
  const desk = await openDesk(t)
  const { deps, ana, chloe } = desk
  const { id, base } = await begun(desk)
  const fields = { title: 'Hidden', slug: 'hidden', date: '2013-05-22' }
  await saveSheet(deps, ana, { appealId: id, language: 'en', base, fields, origin: 'save' })
  const link = (who: typeof ana, path: string) =>
    codeOf(linkCase(deps, who, { path, caseKey: 'astana-2013' }))
  assert.equal(await link(ana, '/2013/05/22/hidden/'), 'done')
  assert.equal(await link(chloe, '/2013/05/22/hidden/'), 'appeals.desk_unknown')
  assert.equal(await link(chloe, '/2013/05/22/nothing/'), 'appeals.desk_unknown')
})
