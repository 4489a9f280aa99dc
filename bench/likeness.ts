import { randomBytes } from 'node:crypto'
import { newId } from '../src/platform/ids.ts'
import { createComparison } from '../src/slices/protests/likeness/compare.ts'
import { insertSketches } from '../src/slices/protests/likeness/queries.ts'
import { SKETCH_BYTES } from '../src/slices/protests/likeness/sketch.ts'
import { withInstallation } from './installation.ts'
import { median, type Report } from './report.ts'

const LETTERS = 50_000
const ROUNDS = 50

/** One letter against fifty thousand others of its appeal. */
export async function benchLikeness(report: Report): Promise<void> {
  await withInstallation({}, async ({ deps }) => {
    const appeal = { id: newId(), letters: [], events: [], demands: [] }
    await deps.db.transaction().execute(async (tx) => {
      for (let letter = 0; letter < LETTERS; letter += 1) {
        const sketch = randomBytes(SKETCH_BYTES)
        await insertSketches(tx, [{ letterId: newId(), appealId: appeal.id, sketch }])
      }
    })
    const compare = createComparison(deps)
    const times: number[] = []
    for (let round = 0; round <= ROUNDS; round += 1) {
      const text = `${'I ask you to release everyone who is held. '.repeat(40)}${round}`
      const before = performance.now()
      await compare(appeal, text)
      times.push(performance.now() - before)
    }
    const [first = 0, ...others] = times
    report(`a letter against ${LETTERS} others, ms`, median(others).toFixed(1), '< 20')
    report('… the first one, which reads the sketches, ms', first.toFixed(0))
  })
}
