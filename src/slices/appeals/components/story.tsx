import { renderMarkdown } from '../../../platform/html/markdown.ts'
import { safeUrl } from '../../../platform/html/safe-url.ts'
import { TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Appeal, Quotation, VideoLink } from '../types.ts'
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
      <QuotationSource view={view} url={url} publishedOn={quotation.publishedOn} />
    </figure>
  )
}

function QuotationSource({
  view,
  url,
  publishedOn,
}: Pick<Quotation, 'url' | 'publishedOn'> & { view: View }) {
  if (!url && !publishedOn) return null
  return (
    <p class="meta">
      {publishedOn && <time dateTime={publishedOn}>{formatDay(view.lang, publishedOn)}</time>}
      {url && publishedOn && ' · '}
      {url && <a href={url}>{view.t('appeals.quotation_source')}</a>}
    </p>
  )
}

/** The appeal's own text. */
export function Story({ view, appeal }: { view: View; appeal: Appeal }) {
  return (
    <div class="appeal-story" {...inLanguage(view, appeal.language)}>
      <TrustedHtml html={renderMarkdown(appeal.story)} />
    </div>
  )
}

/** A plain poster that links to the video. Nothing is fetched from there before a click. */
export function Video({ view, video }: { view: View; video: VideoLink }) {
  const { t } = view
  const url = video.url && safeUrl(video.url)
  const title = <span {...inLanguage(view, video.title.language)}>{video.title.text}</span>
  return (
    <figure class="appeal-video">
      {url ? (
        <a class="poster" href={url} rel="noreferrer">
          <span aria-hidden="true">▶ </span>
          {title}
        </a>
      ) : (
        <p class="poster">{title}</p>
      )}
      <figcaption class="meta">
        {url
          ? t('appeals.video_leaves', { host: new URL(url).host })
          : t('appeals.video_no_address')}
      </figcaption>
    </figure>
  )
}
