import type { Db } from './database.ts'

/** So that nobody waits long for the others. */
const MAX_TOGETHER = 64

interface Waiting<Asked, Answer> {
  asked: Asked
  resolve(answer: Answer): void
  reject(reason: unknown): void
}

/**
 * Has the database asked once for everybody who asks at the same time. While it answers, whoever comes
 * waits for the next time; who comes alone does not wait. A way to a database in another process costs
 * more than what is done there, and so does a flush to the disk.
 *
 * When the database refuses, each is asked alone, so that one hears nothing of another's mistake. What
 * is asked must therefore be harmless to ask twice.
 *
 * @param askAll answers in the order in which it is asked, at most 64 at once
 */
export function together<Asked, Answer>(
  askAll: (db: Db, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const queues = new WeakMap<Db, Waiting<Asked, Answer>[]>()

  const settle = async (db: Db, group: readonly Waiting<Asked, Answer>[]): Promise<void> => {
    try {
      const answers = await askAll(
        db,
        group.map(({ asked }) => asked),
      )
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error)
      else for (const one of group) await settle(db, [one])
    }
  }
  const work = async (db: Db, queue: Waiting<Asked, Answer>[]): Promise<void> => {
    // Requests that have arrived already come along.
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) await settle(db, queue.splice(0, MAX_TOGETHER))
    queues.delete(db)
  }
  return (db, asked) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(db)
      if (queue) queue.push({ asked, resolve, reject })
      else {
        const begun = [{ asked, resolve, reject }]
        queues.set(db, begun)
        void work(db, begun)
      }
    })
}
