import assert from 'node:assert/strict'
import { MINUTE_MS } from '../src/platform/time.ts'
import type { Site } from './browser.ts'
import { hiddenField } from './comments.tsx'
import { APPEAL_PATH } from './letters.ts'

const MODERATOR = 'bruno@outcry.example'
const FORM = `${APPEAL_PATH}comments`

/** Addresses that a comment under the worked example leads to, with an answer to it. */
export interface CommentPages {
  /** Of the comment that everybody can read. */
  id: string
  /** The page with the comment form, as it is sent when something is missing. */
  invalid: { path: string; form: Record<string, string> }
  /** What its author sees. */
  status: string
  approval: string
  refusal: string
  subscription: string
  unsubscription: string
}

/** Writes a comment that asks to hear of answers, and follows the mailed link to its approval. */
export async function writeComment(site: Site, lang: string): Promise<CommentPages> {
  const { server, deps, clock } = site
  const page = await server.inject({ url: `/${lang}${APPEAL_PATH}` })
  const stamp = hiddenField(page.body, 'stamp')
  clock.advance(MINUTE_MS)
  const typed = { name: `Chloé ${lang}`, text: `Release *them*, says ${lang}.`, notify: 'yes' }
  const form = { ...typed, stamp, email: `chloe-${lang}@reader.example` }
  const posted = await post(site, `/${lang}${FORM}`, form)
  assert.equal(posted.statusCode, 303, posted.body)
  const status = String(posted.headers.location).slice(`/${lang}`.length)
  const id = deps.secrets.readToken('comment-status', status.split('/')[2] ?? '') ?? ''
  deps.config.moderators = [MODERATOR]
  const moderation = `/comments/${deps.secrets.token(`comment-moderation:${MODERATOR}`, id)}`
  const subscription = `/comments/${deps.secrets.token('comment-subscription', id)}`
  const decided = await post(site, `/${lang}${moderation}/approval`, {})
  assert.equal(decided.statusCode, 303, decided.body)
  await site.runJobs()
  return {
    id,
    invalid: { path: FORM, form: { ...form, name: '', email: 'none', text: '' } },
    status,
    approval: `${moderation}/approval`,
    refusal: `${moderation}/refusal`,
    subscription: `${subscription}/subscription`,
    unsubscription: `${subscription}/unsubscription`,
  }
}

function post({ server }: Site, url: string, form: Record<string, string>) {
  return server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
}
