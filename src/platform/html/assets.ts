import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** A file of the interface, held in memory in every encoding that it is sent in. */
export interface Asset {
  /** Address with a hash of the content, so that browsers may keep it for ever. */
  path: string
  type: string
  bodies: { identity: Buffer; gzip: Buffer; br: Buffer }
}

const types = { css: 'text/css; charset=utf-8', svg: 'image/svg+xml' } as const

/** Reads the stylesheet and the icon once, at the start. */
export function loadAssets(dir: string): { style: Asset; icon: Asset } {
  return { style: loadAsset(dir, 'style', 'css'), icon: loadAsset(dir, 'icon', 'svg') }
}

function loadAsset(dir: string, name: string, extension: keyof typeof types): Asset {
  const identity = readFileSync(join(dir, `${name}.${extension}`))
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 12)
  return {
    path: `/assets/${name}-${hash}.${extension}`,
    type: types[extension],
    bodies: { identity, gzip: gzipSync(identity, { level: 9 }), br: brotliCompressSync(identity) },
  }
}
