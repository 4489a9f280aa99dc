/** Reading JSON of others: whatever is not as expected counts as empty. */

const MAX_TEXT_CHARS = 200

export function parseObject(json: string): Record<string, unknown> {
  try {
    return object(JSON.parse(json))
  } catch {
    return {}
  }
}

export function object(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

export function text(value: unknown): string {
  return typeof value === 'string' && value.length <= MAX_TEXT_CHARS ? value : ''
}
