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
 * @param askAll answers in the order in which it is asked, at most 64 at once; those who hand in the same
 *   database, or the same dependencies, are asked for together
 */
export function together<Asked, Answer, Of extends object = Db>(
  askAll: (of: Of, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (of: Of, asked: Asked) => Promise<Answer> {
  const queues = new WeakMap<Of, Waiting<Asked, Answer>[]>()

  const settle = async (of: Of, group: readonly Waiting<Asked, Answer>[]): Promise<void> => {
    try {
      const answers = await askAll(
        of,
        group.map(({ asked }) => asked),
      )
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error)
      else for (const one of group) await settle(of, [one])
    }
  }
  const work = async (of: Of, queue: Waiting<Asked, Answer>[]): Promise<void> => {
    // Requests that have arrived already come along.
    await new Promise((resolve) => setImmediate(resolve))
    while (queue.length > 0) await settle(of, queue.splice(0, MAX_TOGETHER))
    queues.delete(of)
  }
  return (of, asked) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(of)
      if (queue) queue.push({ asked, resolve, reject })
      else {
        const begun = [{ asked, resolve, reject }]
        queues.set(of, begun)
        void work(of, begun)
      }
    })
}

/**
 * The same for what many ask in the same words: it is looked up once for all of them, and after the last of
 * them has asked, so that nobody hears anything old. They share the answer and must not change it.
 */
export function sharedRead<Asked, Answer>(
  ask: (db: Db, asked: Asked) => Promise<Answer>,
): (db: Db, asked: Asked) => Promise<Answer> {
  return together<Asked, Answer>((db, all) => {
    const answers = new Map<string, Promise<Answer>>()
    return Promise.all(
      all.map((asked) => {
        const words = JSON.stringify(asked)
        const answer = answers.get(words) ?? ask(db, asked)
        answers.set(words, answer)
        return answer
      }),
    )
  })
}
