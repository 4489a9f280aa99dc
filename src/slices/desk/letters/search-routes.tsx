import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, requireHost } from '../../accounts/index.ts'
import { letterStates } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { findNames } from './names.ts'
import { findLetterMeant, searchLetters } from './search.ts'
import { MAX_SOUGHT_CHARS, SearchPage } from './search-page.tsx'

const url = '/desk/letters/search'
const config = { access: 'signed_in', isVeiled: true } as const
const Body = Type.Object({
  words: Type.String({ maxLength: MAX_SOUGHT_CHARS, default: '' }),
  state: Type.String({ maxLength: 20, default: '' }),
})

/** Looking for letters. The words come in the body, so that they stand in no log. */
export function searchRoutes(server: App, deps: DeskDeps): void {
  // Whoever changes the language of a page of results, or loads it anew, gets the form.
  server.get(url, { config }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view } = request
    const names = await findNames(deps, view.t, {})
    return reply.html(<SearchPage {...{ view, sought: { words: '' }, names }} />)
  })

  server.post(url, { config, schema: { body: Body } }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view, body } = request
    const meant = await findLetterMeant(deps, body.words)
    if (meant !== undefined) return reply.redirect(view.link(`/desk/letters/${meant}`), 303)
    const state = letterStates.find((each) => each === body.state)
    const sought = { words: body.words, state }
    const found = await searchLetters(deps, sought, view.lang)
    const idsOf = (kind: string) => found.filter((each) => each.kind === kind).map(({ id }) => id)
    const ids = { appeal: idsOf('appeal'), mission: idsOf('mission') }
    const names = await findNames(deps, view.t, ids)
    return reply.html(<SearchPage {...{ view, sought, names, found }} />)
  })
}
