import type { View } from '../../platform/html/view.ts'
import type { Day } from '../../platform/time.ts'

/** A name that stays, whatever becomes of addresses (RFC 4151). */
export function tagUri({ publicUrl }: Pick<View, 'publicUrl'>, day: Day, name: string): string {
  return `tag:${new URL(publicUrl).hostname},${day}:${name}`
}
