import type { ComponentChildren } from 'preact'
import { safeUrl } from '../../../platform/html/safe-url.ts'
import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import { dayOf, type Instant } from '../../../platform/time.ts'
import type { VideoLink } from '../types.ts'
import { frameAddress, frameOrigin, readVideoLink, watchAddress } from '../videos/read-link.ts'

interface LinkedVideoProps {
  view: View
  /** Where the video is; undefined when that is not known. */
  address?: string
  title: string
  /** Attributes for a title that is in another language than the page. */
  language?: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** A picture for the poster; without one a plain poster is drawn. */
  poster?: ComponentChildren
  /** A copy in an archive. */
  archiveAddress?: string
  /** Since when the host no longer has the video. */
  unavailableSince?: Instant
}

/** What a link to a video that lies elsewhere must say of itself. */
const REL = 'noopener noreferrer nofollow'

/**
 * The origins that a page with this video may frame, for its security headers. None when it is
 * gone, or can only be linked to.
 */
export function videoFrames({
  address,
  unavailableSince,
}: Pick<LinkedVideoProps, 'address' | 'unavailableSince'>): string[] {
  const video = address && !unavailableSince ? readVideoLink(address) : undefined
  return video ? [frameOrigin(video)] : []
}

/**
 * A poster that leads to a video elsewhere. Nothing is fetched from there before a click; with
 * scripts the click opens it in the page, without them it follows the link.
 */
export function LinkedVideo(props: LinkedVideoProps) {
  const { view, title, language, archiveAddress, unavailableSince } = props
  const address = webAddress(props.address)
  const archive = webAddress(archiveAddress)
  const video = address ? readVideoLink(address) : undefined
  const target = unavailableSince ? archive : video ? watchAddress(video) : address
  const content = (
    <>
      {props.poster ?? <PlainPoster isPlayable={target !== undefined} />}
      <span class="poster-title">
        {target && <span aria-hidden="true">▶ </span>}
        <span {...language}>{title}</span>
      </span>
    </>
  )
  const isPlayable = video !== undefined && !unavailableSince
  return (
    <>
      <figure class="appeal-video">
        {target ? (
          <a
            class="poster"
            href={target}
            rel={REL}
            {...(isPlayable && playing(view, video, props))}
          >
            {content}
          </a>
        ) : (
          <p class="poster">{content}</p>
        )}
        <figcaption class="meta">
          <VideoNote view={view} address={address} unavailableSince={unavailableSince} />
          {archive && (
            <>
              {' '}
              <a href={archive} rel={REL}>
                {view.t('media.video_archive', { host: new URL(archive).host })}
              </a>
            </>
          )}
        </figcaption>
      </figure>
      {isPlayable && <script type="module" src={view.assets.scripts.video} />}
    </>
  )
}

function webAddress(text: string | undefined): string | undefined {
  const url = text && safeUrl(text)
  return url && /^https?:/i.test(url) ? url : undefined
}

/** What the script needs to open the video in the page. */
function playing(view: View, video: VideoLink, { title }: Pick<LinkedVideoProps, 'title'>) {
  const host = new URL(frameOrigin(video)).host
  return {
    'data-enhance': 'video',
    'data-frame': frameAddress(video),
    'data-title': title,
    // YouTube plays only for who tells where from; the origin is all that it is told.
    'data-referrer': video.kind === 'youtube' ? 'strict-origin' : 'no-referrer',
    'data-note': view.t('media.video_plays', { host }),
    'data-elsewhere': view.t('media.video_elsewhere', { host: video.host }),
  }
}

function VideoNote({
  view: { t, lang },
  address,
  unavailableSince,
}: Pick<LinkedVideoProps, 'view' | 'address' | 'unavailableSince'>) {
  if (!address) return <span>{t('media.video_no_address')}</span>
  const { host } = new URL(address)
  if (!unavailableSince) return <span>{t('media.video_leads', { host })}</span>
  return (
    <span>
      {t('media.video_gone', { host, day: formatDay(lang, dayOf(unavailableSince)) })}{' '}
      <a href={address} rel={REL}>
        {t('media.video_where_it_was')}
      </a>
    </span>
  )
}

/** Drawn here, so that a video without a picture of its own needs none from elsewhere. */
function PlainPoster({ isPlayable }: { isPlayable: boolean }) {
  return (
    <svg viewBox="0 0 160 60" aria-hidden="true" focusable="false">
      <path d="M0 0h160v60H0z" fill="#1a1713" />
      <path
        d="M4 7h152M4 53h152"
        stroke="#fff"
        stroke-opacity=".3"
        stroke-width="6"
        stroke-dasharray="8 8"
      />
      {isPlayable && <path d="M68 16v28l26-14z" fill="#fff" />}
    </svg>
  )
}
