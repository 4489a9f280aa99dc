import { Fragment } from 'preact'
import type { View } from '../../../platform/html/view.ts'
import type { Translator } from '../../../platform/i18n/catalogues.ts'

/** The name of a topic: from the catalogue where it has one, else its key in words. */
export function topicName(t: Translator, topic: string): string {
  const name = t('appeals.topic_name', { topic: topic.replaceAll('-', '_') })
  return name || topic.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())
}

/** What an appeal is about besides its country; nothing when it names no topic. */
export function TopicLinks({ view, topics }: { view: View; topics: string[] }) {
  if (topics.length === 0) return null
  return (
    <p class="topics meta">
      {view.t('appeals.topics')}
      {': '}
      {topics.map((topic, index) => (
        <Fragment key={topic}>
          {index > 0 && ', '}
          <a href={view.link(`/topics/${topic}/`)} rel="tag">
            {topicName(view.t, topic)}
          </a>
        </Fragment>
      ))}
    </p>
  )
}
