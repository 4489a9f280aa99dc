import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { actor, keptMails } from '../../../../test/actors.ts'
import { openTestApp } from '../../../../test/harness.ts'
import { AppError } from '../../../platform/errors.ts'
import { addMs, HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import { type Actor, listActs } from '../../accounts/index.ts'
import { createDraft } from '../desk/create-draft.ts'
import { listDeskAppeals } from '../desk/list-appeals.ts'
import { openAppeal } from '../desk/own-appeal.ts'
import { beginTranslation, saveSheet } from '../desk/save-sheet.ts'
import { publishAppeal } from '../publish.ts'
import { findAppeal, findAppealById } from '../queries.ts'
import type { SheetFields } from '../sheets/fields.ts'
import { withdrawAppeal } from '../withdraw.ts'
import { checkpoints } from './checklist.ts'
import { listPending } from './pending.ts'
import { askForRelease, cancelRelease } from './plan.ts'
import { findPlannedRelease, listReleases } from './queries.ts'
import { decideRelease, type ReleaseDecision } from './release.ts'

const finished: SheetFields = {
  title: 'Raid at dawn in Astana',
  call: 'Write today.',
  country: 'KZ',
  place: 'Astana',
  date: '2013-05-22',
  story: 'The story.',
  'letters.one.language': 'en',
  'letters.one.subject': 'The raid',
  'letters.one.text': 'Please release them.',
}
const key = { publishedOn: '2013-05-22', slug: 'raid-at-dawn-in-astana' }

async function openDesk(t: TestContext) {
  const app = await openTestApp(t)
  const ana = await actor(app, 'Ana')
  const bruno = await actor(app, 'Bruno')
  const { deps } = app
  const id = await createDraft(deps, ana, { language: 'en' })

  const save = async (who: Actor, fields: SheetFields, language = 'en') => {
    const { sheets } = await openAppeal(deps, who, id)
    const base = sheets.find((sheet) => sheet.language === language)?.headId ?? ''
    const outcome = await saveSheet(deps, who, {
      ...{ appealId: id, language, base, fields, origin: 'save' },
    })
    assert.equal(outcome.kind, 'saved')
  }
  const release = async (who: Actor, changes: Partial<ReleaseDecision> = {}) => {
    const pending = await listPending(deps.db, await openAppeal(deps, who, id))
    const revisions = Object.fromEntries(pending.map(({ language, head }) => [language, head.id]))
    const decision = { appealId: id, revisions, checked: checkpoints, overrideReason: '' }
    return decideRelease(deps, who, { ...decision, reword: false, ...changes })
  }
  return { ...app, ana, bruno, id, save, release }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.messageKey : String(error)),
  )

test('a second person releases what the first has written', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  await askForRelease(deps, ana, id)
  const { entries } = await listDeskAppeals(deps.reader, bruno, { limit: 5, state: 'waiting' })
  assert.equal(entries[0]?.id, id)
  assert.equal(await codeOf(askForRelease(deps, ana, id)), 'appeals.release_asked_already')

  assert.equal(await release(bruno), undefined)
  assert.equal((await findAppeal(deps.reader, key, 'en'))?.title, finished.title)
  const [decision] = await listReleases(deps.reader, id, 5)
  assert.deepEqual(decision?.checked, [...checkpoints])
  assert.equal(decision?.decidedBy.name, 'Bruno')
  assert.equal(await codeOf(release(bruno)), 'appeals.release_nothing')
})

test('whoever wrote any of it is refused, and the refusal stands in the log', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  await save(bruno, { ...finished, call: 'Write now.' })
  for (const who of [ana, bruno]) {
    assert.equal(await codeOf(release(who)), 'appeals.release_own')
  }
  assert.equal(await findAppealById(deps.reader, id, 'en'), undefined)
  const acts = await listActs(deps.reader, ana.organisation.id, { filter: {}, limit: 2 })
  assert.deepEqual(
    acts.map(({ act, actorName }) => [act, actorName]),
    [
      ['appeals.act_own_release_refused', 'Bruno'],
      ['appeals.act_own_release_refused', 'Ana'],
    ],
  )
})

test('with a reason one person is enough; it is logged, and administrators are told', async (t) => {
  const { deps, ana, save, release, runJobs } = await openDesk(t)
  await save(ana, finished)
  const wrong = await release(ana, { overrideReason: 'alone' })
  assert.equal(wrong?.override?.key, 'platform.field_too_short')
  assert.equal(await release(ana, { overrideReason: 'Nobody else is awake.' }), undefined)
  assert.ok(await findAppeal(deps.reader, key, 'en'))
  await runJobs()
  const mails = await keptMails({ deps })
  const told = mails.filter(({ subject }) => /without a second person/.test(subject))
  assert.deepEqual(told.map(({ to }) => to).sort(), ['ana@outcry.example', 'bruno@outcry.example'])
  assert.match(told[0]?.text ?? '', /Nobody else is awake/)
})

test('nothing is released without factor, checklist, and a look at the newest revision', async (t) => {
  const { deps, clock, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  const unchecked = await release(bruno, { checked: ['names'] })
  assert.deepEqual(
    Object.keys(unchecked ?? {}),
    checkpoints.slice(1).map((each) => `check.${each}`),
  )
  const [seen] = await listPending(deps.db, await openAppeal(deps, bruno, id))
  await save(ana, { ...finished, call: 'Write now.' })
  const stale = release(bruno, { revisions: { en: seen?.head.id ?? '' } })
  assert.equal(await codeOf(stale), 'appeals.release_stale')
  clock.advance(16 * MINUTE_MS)
  assert.equal(await codeOf(release(bruno)), 'accounts.factor_stale')
})

test('what is missing or wrong is named by field, and keeps an appeal from release', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, { ...finished, call: '', act_by: '2013-02-30', 'letters.one.subject': '' })
  const [pending] = await listPending(deps.db, await openAppeal(deps, ana, id))
  assert.deepEqual(Object.keys(pending?.errors ?? {}).sort(), [
    'act_by',
    'call',
    'letters.one.subject',
  ])
  assert.equal(await codeOf(askForRelease(deps, ana, id)), 'appeals.release_unfinished')
  assert.equal(await codeOf(release(bruno)), 'appeals.release_unfinished')
  assert.equal(await codeOf(publishAppeal(deps, { ...key })), 'appeals.not_finished')
})

test('two appeals cannot have one address', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  await release(bruno)
  const other = await createDraft(deps, ana, { language: 'en' })
  const { sheets } = await openAppeal(deps, ana, other)
  const base = sheets[0]?.headId ?? ''
  const sheet = { appealId: other, language: 'en', base, fields: finished, origin: 'save' } as const
  await saveSheet(deps, ana, sheet)
  const [pending] = await listPending(deps.db, await openAppeal(deps, ana, other))
  assert.equal(pending?.errors.slug?.key, 'appeals.path_taken')
  await save(ana, { ...finished, slug: 'elsewhere' })
  const [moved] = await listPending(deps.db, await openAppeal(deps, ana, id))
  assert.equal(moved?.errors.slug?.key, 'appeals.path_fixed')
})

test('a correction is a release of its own, by somebody who did not write it', async (t) => {
  const { deps, clock, ana, bruno, save, release } = await openDesk(t)
  await save(ana, finished)
  await release(bruno)
  clock.advance(MINUTE_MS)
  await save(bruno, { ...finished, title: 'Corrected' })
  assert.equal((await findAppeal(deps.reader, key, 'en'))?.title, finished.title)
  assert.equal(await codeOf(release(bruno)), 'appeals.release_own')
  assert.equal(await release(ana), undefined)
  const appeal = await findAppeal(deps.reader, key, 'en')
  assert.equal(appeal?.title, 'Corrected')
  assert.equal(appeal?.changedAt, clock.now())
})

test('an unfinished translation does not keep its original from being released', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  await beginTranslation(deps, ana, { appealId: id, language: 'ru' })
  await save(ana, { title: 'Облава', call: 'Пишите.' }, 'ru')
  const [english] = await listPending(deps.db, await openAppeal(deps, ana, id))
  await release(bruno, { revisions: { en: english?.head.id ?? '' } })
  assert.deepEqual((await findAppeal(deps.reader, key, 'ru'))?.languages, ['en'])
  await save(ana, { title: 'Облава', call: 'Пишите.', story: 'Рассказ.' }, 'ru')
  await release(bruno)
  assert.equal((await findAppeal(deps.reader, key, 'ru'))?.title, 'Облава')
})

test('a draft’s finished translation that was left out of its release is not public', async (t) => {
  const { deps, ana, bruno, id, save, release } = await openDesk(t)
  await save(ana, finished)
  await beginTranslation(deps, ana, { appealId: id, language: 'ru' })
  await save(ana, { title: 'Облава', call: 'Пишите.', story: 'Рассказ.' }, 'ru')
  const [english] = await listPending(deps.db, await openAppeal(deps, ana, id))
  await release(bruno, { revisions: { en: english?.head.id ?? '' } })
  assert.deepEqual((await findAppeal(deps.reader, key, 'ru'))?.languages, ['en'])
})

test('a planned release happens at its time, with the words that were decided on', async (t) => {
  const { deps, clock, ana, bruno, id, save, release, runJobs } = await openDesk(t)
  await save(ana, finished)
  const past = await release(bruno, { releaseAt: clock.now() })
  assert.equal(past?.release_at?.key, 'appeals.release_past')
  await release(bruno, { releaseAt: addMs(clock.now(), HOUR_MS) })
  await save(ana, { ...finished, title: 'Later thoughts' })
  const again = release(bruno, { releaseAt: addMs(clock.now(), HOUR_MS) })
  assert.equal(await codeOf(again), 'appeals.release_planned_already')
  await runJobs()
  assert.equal(await findAppealById(deps.reader, id, 'en'), undefined)
  const planned = await listDeskAppeals(deps.reader, ana, { limit: 5, state: 'planned' })
  assert.equal(planned.entries[0]?.state, 'planned')
  clock.advance(HOUR_MS)
  await runJobs()
  assert.equal((await findAppealById(deps.reader, id, 'en'))?.title, finished.title)
  assert.equal(await findPlannedRelease(deps.reader, id), undefined)
})

test('a planned release is called off by its editors, or by a withdrawal', async (t) => {
  const { deps, clock, ana, bruno, id, save, release, runJobs } = await openDesk(t)
  await save(ana, finished)
  await release(bruno, { releaseAt: addMs(clock.now(), HOUR_MS) })
  await cancelRelease(deps, ana, id)
  assert.equal(await codeOf(cancelRelease(deps, ana, id)), 'appeals.release_not_planned')
  clock.advance(2 * HOUR_MS)
  await runJobs()
  assert.equal(await findAppealById(deps.reader, id, 'en'), undefined)
  clock.advance(-2 * HOUR_MS)
  await release(bruno)
  await save(ana, { ...finished, title: 'Corrected' })
  await release(bruno, { releaseAt: addMs(clock.now(), HOUR_MS) })
  await withdrawAppeal(deps, key)
  clock.advance(2 * HOUR_MS)
  await runJobs()
  const [last] = await listReleases(deps.reader, id, 5)
  assert.equal(last?.problem, 'appeals.release_withdrawn')
  assert.equal(last?.doneAt, undefined)
})

test('two people release at the same moment: it is released once', async (t) => {
  const app = await openDesk(t)
  const { deps, ana, bruno, id, save, release } = app
  await save(ana, finished)
  const dora = await actor(app, 'Dora')
  const outcomes = await Promise.all([codeOf(release(bruno)), codeOf(release(dora))])
  assert.equal(outcomes.filter((each) => each === 'done').length, 1, outcomes.join())
  assert.equal((await listReleases(deps.reader, id, 5)).length, 1)
})
