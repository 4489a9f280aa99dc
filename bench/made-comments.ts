import { findSubject } from '../src/app/subjects.ts'
import { approveComment, loadComments, submitComment } from '../src/slices/comments/index.ts'
import type { Bench } from './installation.ts'

/** Puts approved comments under the worked example; every third answers the one before. */
export async function addComments({ deps, appealPath }: Bench, count: number): Promise<void> {
  const subject = await findSubject(deps, appealPath)
  if (!subject) throw new Error(`${appealPath} has no page`)
  const { form } = await loadComments(deps, subject)
  let reply = ''
  for (let number = 0; number < count; number += 1) {
    const input = { ...commentOf(number), stamp: form.stamp, reply: number % 3 === 2 ? reply : '' }
    const place = { subject, path: appealPath }
    const result = await submitComment(deps, place, { input, language: 'en' })
    if ('problems' in result) throw new Error(JSON.stringify(result.problems))
    await approveComment(deps, result.commentId)
    reply = result.commentId
  }
}

function commentOf(number: number) {
  return {
    name: `Reader ${number}`,
    email: `reader${number}@mail.example`,
    text: `This is comment number ${number}, by somebody who read all of it.\n\nThe people who were *taken from their homes* must be free, and the houses must stay theirs. I wrote to the embassy today.`,
    website: '',
    proof: '',
  }
}
