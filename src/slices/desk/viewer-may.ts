import type { View } from '../../platform/html/view.ts'
import type { Access } from '../../platform/http/types.ts'
import { mayCall } from '../accounts/index.ts'

/** Whether whoever looks at a page may press what leads to a route: other buttons are not shown. */
export function viewerMay({ actor }: View, access: Access): boolean {
  return actor !== undefined && mayCall(actor, access)
}
