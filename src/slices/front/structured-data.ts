import type { PageImage } from '../../platform/html/page-meta.tsx'
import type { View } from '../../platform/html/view.ts'
import { type Appeal, datedAt, type Quotation, topicName } from '../appeals/index.ts'
import { pictureAddress } from '../media/index.ts'

/** The picture that stands for an appeal: its first, or the poster of its video. */
export function imageOf({ pictures, video }: Appeal): PageImage | undefined {
  const shown = pictures[0] ?? video?.poster
  if (!shown) return undefined
  const { picture, alt } = shown
  const path = pictureAddress(picture, picture.width, 'jpg')
  return { path, width: picture.width, height: picture.height, alt: alt.text }
}

/** An appeal in the words of schema.org, for search engines and whoever re-publishes it. */
export function describeAppeal(view: View, appeal: Appeal): object {
  const { key, publishedAt, changedAt, language, country } = appeal
  const url = view.publicUrl + view.link(appeal.path)
  const published = datedAt(key.publishedOn, publishedAt)
  const author = { '@type': 'Organization', name: view.organisation, url: `${view.publicUrl}/` }
  const image = imageOf(appeal)
  const location = {
    '@type': 'Place',
    name: appeal.place.text,
    address: { '@type': 'PostalAddress', addressCountry: country },
  }
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    url,
    mainEntityOfPage: url,
    headline: appeal.title,
    description: appeal.call,
    image: image && view.publicUrl + image.path,
    inLanguage: language,
    datePublished: published,
    dateModified: [published, changedAt].sort().at(-1),
    author,
    publisher: author,
    contentLocation: location,
    keywords: appeal.topics.map((topic) => topicName(view.t, topic)),
    about: appeal.events.map(({ text, happenedOn, time }) => ({
      '@type': 'Event',
      name: text.text,
      startDate: time ? `${happenedOn}T${time}` : happenedOn,
      location,
    })),
    ...(appeal.quotation && describeQuotation(appeal.quotation)),
  }
}

/** What the appeal quotes, and from where. */
function describeQuotation({ who, publishedOn, url, text, ...quotation }: Quotation) {
  const source = {
    creator: { '@type': 'Organization', name: who },
    datePublished: publishedOn,
    url,
    license: quotation.licenceUrl ?? quotation.licence,
  }
  return {
    isBasedOn: { '@type': 'CreativeWork', ...source },
    hasPart: { '@type': 'Quotation', ...source, text: text.text, inLanguage: text.language },
  }
}
