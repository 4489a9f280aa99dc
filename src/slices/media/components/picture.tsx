import { pictureFile } from '../pictures/files.ts'
import type { Picture as PictureData, PictureFormat } from '../types.ts'

interface PictureProps {
  picture: PictureData
  /** What is to be seen; the picture's own words when missing. */
  alt?: string
  /** Attributes for an `alt` that is in another language than the page. */
  language?: { lang?: string; dir?: 'ltr' | 'rtl' }
  /** How wide it is shown, as in HTML's `sizes`. */
  sizes?: string
  class?: string
  /** Set for a picture that is seen at once, without scrolling. */
  isEager?: boolean
}

/** As wide as the text of a page. */
const COLUMN = '(min-width: 48rem) 42rem, 100vw'

/** The address of one size of a picture, without the site's own. */
export function pictureAddress(
  picture: Pick<PictureData, 'hash'>,
  width: number,
  format: PictureFormat,
): string {
  return `/media/${pictureFile(picture, width, format)}`
}

/** A picture in the size that the screen needs; fetched when it comes into sight. */
export function Picture(props: PictureProps) {
  const { picture, alt = picture.alt, language, sizes = COLUMN, isEager } = props
  return (
    <picture>
      <source type="image/webp" srcset={setOf(picture, 'webp')} sizes={sizes} />
      <img
        class={props.class}
        src={pictureAddress(picture, picture.width, 'jpg')}
        srcset={setOf(picture, 'jpg')}
        sizes={sizes}
        width={picture.width}
        height={picture.height}
        alt={alt}
        loading={isEager ? undefined : 'lazy'}
        decoding="async"
        {...language}
      />
    </picture>
  )
}

function setOf(picture: PictureData, format: PictureFormat): string {
  return picture.widths
    .map((width) => `${pictureAddress(picture, width, format)} ${width}w`)
    .join(', ')
}
