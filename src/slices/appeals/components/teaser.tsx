import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Teaser } from '../types.ts'
import { Kicker } from './header.tsx'
import { inLanguage } from './language.ts'

interface AppealTeaserProps {
  view: View
  teaser: Teaser
  /** Level of the heading within its page. */
  level?: 2 | 3
  /** The first of the front page: set large, with the way to act. */
  isLead?: boolean
}

/** An appeal in a list: where, what, the call, and when; without the call beside another appeal. */
export function AppealTeaser({ view, teaser, level = 2, isLead }: AppealTeaserProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const text = inLanguage(view, teaser.language)
  const { publishedOn } = teaser.key
  return (
    <article class={isLead ? 'teaser lead' : 'teaser'}>
      <Kicker view={view} country={teaser.country} place={teaser.place} />
      <Heading>
        <a href={view.link(teaser.path)} hreflang={text.lang} {...text}>
          {headline(teaser.title)}
        </a>
      </Heading>
      {level === 2 && (
        <p class="teaser-call" {...text}>
          {teaser.call}
        </p>
      )}
      <p class="meta">
        <time dateTime={publishedOn}>{formatDay(view.lang, publishedOn)}</time>
      </p>
      {isLead && (
        <a class="button button-primary" href={`${view.link(teaser.path)}#act`}>
          {view.t('appeals.act')}
        </a>
      )}
    </article>
  )
}
