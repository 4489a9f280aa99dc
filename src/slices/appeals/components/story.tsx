import { renderMarkdown } from '../../../platform/html/markdown.ts'
import { safeUrl } from '../../../platform/html/safe-url.ts'
import { TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { LinkedVideo, PictureElement } from '../../media/index.ts'
import type { Appeal, Quotation, ShownPicture, VideoLink } from '../types.ts'
import { inLanguage } from './language.ts'

/** What a partner organisation writes, set apart from the appeal's own words. */
export function PartnerQuotation({ view, quotation }: { view: View; quotation: Quotation }) {
  const { who, text } = quotation
  const url = quotation.url && safeUrl(quotation.url)
  return (
    <figure class="quotation">
      <figcaption>{view.t('appeals.quotation_writes', { who })}</figcaption>
      <blockquote cite={url} {...inLanguage(view, text.language)}>
        {text.text.split('\n\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </blockquote>
      <QuotationSource view={view} quotation={{ ...quotation, url }} />
    </figure>
  )
}

function QuotationSource({
  view,
  quotation: { url, publishedOn, licence, licenceUrl },
}: {
  view: View
  quotation: Quotation
}) {
  const terms = licence && view.t('appeals.quotation_licence', { licence })
  const parts = [
    publishedOn && <time dateTime={publishedOn}>{formatDay(view.lang, publishedOn)}</time>,
    url && <a href={url}>{view.t('appeals.quotation_source')}</a>,
    licenceUrl ? (
      <a href={licenceUrl} rel="license">
        {terms}
      </a>
    ) : (
      terms
    ),
  ].filter((part) => part)
  if (parts.length === 0) return null
  return <p class="meta">{parts.flatMap((part, index) => (index > 0 ? [' · ', part] : [part]))}</p>
}

/** The appeal's own text, opened by its first picture and followed by the others. */
export function Story({ view, appeal }: { view: View; appeal: Appeal }) {
  const [first, ...others] = appeal.pictures
  return (
    <>
      {first && <StoryPicture view={view} shown={first} />}
      <div class="appeal-story" {...inLanguage(view, appeal.language)}>
        <TrustedHtml html={renderMarkdown(appeal.story)} />
      </div>
      {others.map((shown) => (
        <StoryPicture key={shown.key} view={view} shown={shown} />
      ))}
    </>
  )
}

function StoryPicture({ view, shown }: { view: View; shown: ShownPicture }) {
  const { caption, credit } = shown
  return (
    <figure class="appeal-picture">
      <WordedPicture view={view} shown={shown} />
      {(caption || credit) && (
        <figcaption class="meta">
          {caption && <span {...inLanguage(view, caption.language)}>{caption.text}</span>}
          {caption && credit && ' · '}
          {credit && view.t('appeals.picture_credit', { who: credit })}
        </figcaption>
      )}
    </figure>
  )
}

function WordedPicture({ view, shown: { picture, alt } }: { view: View; shown: ShownPicture }) {
  return (
    <PictureElement picture={picture} alt={alt.text} language={inLanguage(view, alt.language)} />
  )
}

/** A poster that leads to the video. Nothing is fetched from there before a click. */
export function Video({ view, video }: { view: View; video: VideoLink }) {
  const { url, title, archiveUrl, poster, unavailableSince } = video
  return (
    <LinkedVideo
      view={view}
      address={url}
      title={title.text}
      language={inLanguage(view, title.language)}
      poster={poster && <WordedPicture view={view} shown={poster} />}
      archiveAddress={archiveUrl}
      unavailableSince={unavailableSince}
    />
  )
}
