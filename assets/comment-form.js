// While somebody writes a comment, their browser works out a small task (ALTCHA, PBKDF2), so that
// sending thousands of comments costs machines something. Without it the form works just the same.

const BYTES_OF_COUNTER = 4

for (const form of document.querySelectorAll('form[data-enhance="comment-form"]')) {
  form.addEventListener('focusin', () => prove(form), { once: true })
}

/** Puts the solution into the form; when anything fails, the comment is sent without it. */
async function prove(form) {
  // Browsers offer cryptography on secure addresses only.
  if (!globalThis.crypto?.subtle) return
  const response = await fetch(form.dataset.task)
  if (!response.ok) return
  const challenge = await response.json()
  const solution = await solve(challenge.parameters)
  form.elements.proof.value = btoa(JSON.stringify({ challenge, solution }))
}

/** Tries one number after the other; the work is done outside the main thread. */
async function solve({ nonce, salt, cost, keyLength, keyPrefix }) {
  const nonceBytes = bytesOf(nonce)
  const password = new Uint8Array(nonceBytes.length + BYTES_OF_COUNTER)
  password.set(nonceBytes)
  const view = new DataView(password.buffer)
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: cost }
  for (let counter = 0; ; counter += 1) {
    view.setUint32(nonceBytes.length, counter)
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
    const bits = await crypto.subtle.deriveBits(derivation, key, keyLength * 8)
    const derivedKey = hexOf(new Uint8Array(bits))
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey }
  }
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16))
}

function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
