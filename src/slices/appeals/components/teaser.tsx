import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Teaser } from '../types.ts'
import { Kicker } from './header.tsx'
import { inLanguage } from './language.ts'

interface AppealTeaserProps {
  view: View
  teaser: Teaser
  /** Level of the heading within its page. */
  level?: 2 | 3
}

/** An appeal in a list: where, what, the call, and when. */
export function AppealTeaser({ view, teaser, level = 2 }: AppealTeaserProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const text = inLanguage(view, teaser.language)
  const { publishedOn } = teaser.key
  return (
    <article class="teaser">
      <Kicker view={view} country={teaser.country} place={teaser.place} />
      <Heading>
        <a href={view.link(teaser.path)} hreflang={text.lang} {...text}>
          {teaser.title}
        </a>
      </Heading>
      <p {...text}>{teaser.call}</p>
      <p class="meta">
        <time dateTime={publishedOn}>{formatDay(view.lang, publishedOn)}</time>
      </p>
    </article>
  )
}
