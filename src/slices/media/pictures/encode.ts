import { createHash } from 'node:crypto'
import type { SharpOptions } from 'sharp'
import { AppError } from '../../../platform/errors.ts'
import { limits, type PictureFormat } from '../types.ts'
import { detectFormat, type InputFormat } from './detect-format.ts'

/** A picture made anew, in every size and format that readers may ask for. */
export interface EncodedPicture {
  hash: string
  width: number
  height: number
  widths: number[]
  files: { width: number; format: PictureFormat; bytes: Buffer }[]
}

type Sharp = Awaited<ReturnType<typeof loadSharp>>
type Pixels = Awaited<ReturnType<typeof decode>>

const WIDTHS = [480, 960, 1600]
const MAX_WIDTH = 1600
/** A picture may be a tall one, but not a tower. */
const MAX_HEIGHT = 3200
const TIMEOUT_SECONDS = 30
const PIXELS_PER_MEGAPIXEL = 1_000_000

/**
 * Makes a picture anew out of what is seen in it: upright, in sRGB, on white, never larger than
 * it was. Whatever else the file carried (place, time, camera, comments, scripts) is gone.
 *
 * The untrusted bytes are decoded once, to plain pixels; everything is made from these.
 *
 * @param onProgress is told how many of how many steps are done
 * @throws AppError `invalid` not a picture of an allowed kind, cut off, or too large
 */
export async function encodePicture(
  bytes: Uint8Array,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<EncodedPicture> {
  const format = requireFormat(bytes)
  const sharp = await loadSharp()
  const pixels = await readable(decode(sharp, bytes, format))
  const widths = [...WIDTHS.filter((width) => width < pixels.width), pixels.width]
  const wanted = widths.flatMap((width) =>
    (['webp', 'jpg'] as const).map((each) => ({ width, format: each })),
  )
  const files: EncodedPicture['files'] = []
  for (const { width, format: each } of wanted) {
    onProgress(files.length, wanted.length)
    files.push({ width, format: each, bytes: await encode(sharp, pixels, { width, format: each }) })
  }
  onProgress(wanted.length, wanted.length)
  const { width, height } = pixels
  return { hash: contentHash(files.at(-1)?.bytes ?? Buffer.alloc(0)), width, height, widths, files }
}

/** The name of a picture: known from its largest JPEG alone, so that an exported one is known again. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32)
}

function requireFormat(bytes: Uint8Array): InputFormat {
  if (bytes.byteLength > limits.pictureBytes) {
    const max = limits.pictureBytes / 1024 / 1024
    throw new AppError('invalid', 'media.too_many_bytes', { max })
  }
  const format = detectFormat(bytes)
  if (format === undefined) throw new AppError('invalid', 'media.not_a_picture')
  if (format === 'heic') throw new AppError('invalid', 'media.heic')
  return format
}

/**
 * Loaded when the first picture comes, not at the start. Readers of all other formats are shut,
 * so that even a mistake here could not let in an SVG.
 */
async function loadSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['Jpeg', 'Png', 'Nsgif', 'Webp', 'Heif'].map(
      (name) => `VipsForeignLoad${name}Buffer`,
    ),
  })
  return sharp
}

async function decode(
  sharp: Sharp,
  bytes: Uint8Array,
  format: InputFormat,
): Promise<{ data: Buffer; width: number; height: number; channels: 3 }> {
  const maxPixels = limits.pictureMegapixels * PIXELS_PER_MEGAPIXEL
  const options: SharpOptions = { failOn: 'error', limitInputPixels: maxPixels }
  const seen = await sharp(bytes, { ...options, limitInputPixels: false }).metadata()
  const isSame = seen.format === format || (seen.format === 'heif' && format === 'avif')
  if (!isSame) throw new AppError('invalid', 'media.not_a_picture')
  const pixels = seen.width * (seen.pageHeight ?? seen.height)
  if (pixels > maxPixels) {
    const megapixels = Math.ceil(pixels / PIXELS_PER_MEGAPIXEL)
    throw new AppError('invalid', 'media.too_many_pixels', {
      megapixels,
      max: limits.pictureMegapixels,
    })
  }
  const { data, info } = await sharp(bytes, options)
    .timeout({ seconds: TIMEOUT_SECONDS })
    .autoOrient()
    .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: 3 }
}

function encode(
  sharp: Sharp,
  { data, ...raw }: Pixels,
  { width, format }: { width: number; format: PictureFormat },
): Promise<Buffer> {
  const resized = sharp(data, { raw }).timeout({ seconds: TIMEOUT_SECONDS }).resize({ width })
  if (format === 'webp') return resized.webp({ quality: 78 }).toBuffer()
  return resized.jpeg({ quality: 80, mozjpeg: true }).toBuffer()
}

/** Whatever the decoder says about a broken file is said to the editor as one sentence. */
async function readable<T>(work: Promise<T>): Promise<T> {
  return work.catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause
    throw new AppError('invalid', 'media.unreadable', {}, { cause })
  })
}
