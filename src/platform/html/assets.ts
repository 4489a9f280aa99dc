import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { accentOnDark } from './contrast.ts'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

/** A file of the interface, held in memory in every encoding that it is sent in. */
export interface Asset {
  /** Address with a hash of the content, so that browsers may keep it for ever. */
  path: string
  type: string
  /** Packed when it is first asked for, and kept. */
  bodies(): Promise<Bodies>
}

interface Bodies {
  identity: Buffer
  gzip: Buffer
  br: Buffer
}

export interface Assets {
  style: Asset
  /** The stylesheet with another colour of what calls to act, `#rrggbb`. */
  styleWith(accent: string | undefined): Asset
  /** What pages of the desk look like, on top of that; readers need not fetch it. */
  deskStyle: Asset
  icon: Asset
  /** Small scripts that improve forms, by the name of their file. */
  scripts: Record<string, Asset>
}

const types = {
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  js: 'text/javascript; charset=utf-8',
} as const

/** Reads the stylesheets, the icon and the scripts once, at the start. */
export function loadAssets(dir: string): Assets {
  const scripts = readdirSync(dir)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length))
  const styleText = readFileSync(join(dir, 'style.css'))
  const style = makeAsset(styleText, 'style', 'css')
  let colored: { accent: string; style: Asset } | undefined
  return {
    style,
    styleWith(accent) {
      if (accent === undefined) return style
      if (colored?.accent !== accent) colored = { accent, style: colorStyle(styleText, accent) }
      return colored.style
    },
    deskStyle: loadAsset(dir, 'desk', 'css'),
    icon: loadAsset(dir, 'icon', 'svg'),
    scripts: Object.fromEntries(scripts.map((name) => [name, loadAsset(dir, name, 'js')])),
  }
}

/** In the same file, so that a page needs no more requests than before. */
function colorStyle(style: Buffer, accent: string): Asset {
  const rule = `:root{--signal:light-dark(${accent},${accentOnDark(accent)});--signal-ground:${accent}}`
  return makeAsset(Buffer.concat([style, Buffer.from(rule)]), 'look', 'css')
}

function loadAsset(dir: string, name: string, extension: keyof typeof types): Asset {
  return makeAsset(readFileSync(join(dir, `${name}.${extension}`)), name, extension)
}

function makeAsset(file: Buffer, name: string, extension: keyof typeof types): Asset {
  const identity = extension === 'css' ? withoutRemarks(file) : file
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 12)
  let bodies: Promise<Bodies> | undefined
  return {
    path: `/assets/${name}-${hash}.${extension}`,
    type: types[extension],
    bodies() {
      bodies ??= pack(identity)
      return bodies
    },
  }
}

/** Remarks and indentation are for those who write the rules; they are a tenth of the packed size. */
function withoutRemarks(rules: Buffer): Buffer {
  const text = rules.toString('utf8')
  return Buffer.from(text.replace(/\/\*.*?\*\//gs, '').replace(/\n\s*/g, '\n'))
}

async function pack(identity: Buffer): Promise<Bodies> {
  const [packed, br] = await Promise.all([gzipAsync(identity, { level: 9 }), brotliAsync(identity)])
  return { identity, gzip: packed, br }
}
