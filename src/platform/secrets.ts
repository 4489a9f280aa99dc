import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { isId } from './ids.ts'

/**
 * Everything that needs the secret key, which lives outside the database.
 *
 * Each use draws its own key from the master by HKDF (RFC 5869), so that a hash of one
 * purpose says nothing about a hash of another.
 */
export interface Secrets {
  /** Encrypts with AES-256-GCM; `context` (usually the row's id) must be the same to open it again. */
  seal(plain: string, context: string): string
  /** @throws Error when the text was altered, or was sealed with another key or context */
  open(sealed: string, context: string): string
  /** A keyed hash (HMAC-SHA256, base64url) that finds equal values without keeping them. */
  hash(purpose: string, value: string): string
  /**
   * An even number of 32 bits for each of many short texts; equal texts get equal ones. All of them take
   * one call of AES as a keyed mixer, a thirtieth of what as many hashes take. Two texts may share a
   * number, so nothing is found by it that must not be mistaken.
   */
  numbers(purpose: string, texts: readonly string[]): Uint32Array
  /** An unguessable name for an id, derived and never stored. */
  token(purpose: string, id: string): string
  /** The id behind a token, or undefined when it was forged, altered or cut short. */
  readToken(purpose: string, token: string): string | undefined
}

const IV_BYTES = 12
const TAG_BYTES = 16
const TOKEN_MAC_BYTES = 16
const BLOCK_BYTES = 16
const WORDS_IN_BLOCK = BLOCK_BYTES / Uint32Array.BYTES_PER_ELEMENT

export function createSecrets(masterKey: Buffer): Secrets {
  const derive = memoize((use) =>
    // Made once: Node would turn raw bytes into a key anew each time, which costs more than the hash.
    createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', use, 32))),
  )
  const mac = (purpose: string, value: string) =>
    createHmac('sha256', derive(`hash:${purpose}`)).update(value)

  const tokenMac = (purpose: string, id: string) =>
    mac(`token:${purpose}`, id).digest().subarray(0, TOKEN_MAC_BYTES)

  return {
    seal(plain, context) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', derive('seal'), iv)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', derive('seal'), bytes.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8')
      return plain + decipher.final('utf8')
    },
    hash: (purpose, value) => mac(purpose, value).digest('base64url'),
    numbers(purpose, texts) {
      const blocks = new Uint32Array(texts.length * WORDS_IN_BLOCK)
      for (const [index, text] of texts.entries()) blocks.set(digest(text), index * WORDS_IN_BLOCK)
      const cipher = createCipheriv('aes-256-ecb', derive(`numbers:${purpose}`), null)
      const mixed = cipher.setAutoPadding(false).update(new Uint8Array(blocks.buffer))
      return Uint32Array.from(texts, (_, index) => mixed.readUInt32LE(index * BLOCK_BYTES))
    },
    token(purpose, id) {
      const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex')
      return Buffer.concat([idBytes, tokenMac(purpose, id)]).toString('base64url')
    },
    readToken(purpose, token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== 16 + TOKEN_MAC_BYTES || bytes.toString('base64url') !== token) return
      const id = uuidFrom(bytes.subarray(0, 16))
      const isGenuine = isId(id) && timingSafeEqual(bytes.subarray(16), tokenMac(purpose, id))
      return isGenuine ? id : undefined
    },
  }
}

/** 64 bits that tell texts apart (FNV-1a twice, with other numbers). They hide nothing; the cipher does. */
function digest(text: string): [number, number] {
  let one = 0x811c9dc5
  let other = 0x9e3779b9
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    one = Math.imul(one ^ unit, 0x01000193)
    other = Math.imul(other ^ unit ^ (other >>> 15), 0x85ebca6b)
  }
  return [one, other]
}

function uuidFrom(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function memoize(make: (use: string) => KeyObject): (use: string) => KeyObject {
  const made = new Map<string, KeyObject>()
  return (use) => {
    const key = made.get(use) ?? make(use)
    made.set(use, key)
    return key
  }
}
