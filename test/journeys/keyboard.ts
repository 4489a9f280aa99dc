import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

/** What somebody does with the controls of a page, in whatever way. */
export interface Hands {
  /** Follows a link, presses a button. */
  press(target: Locator): Promise<void>
  /** Puts words into a field. */
  type(field: Locator, text: string): Promise<void>
}

export const mouse: Hands = {
  press: (target) => target.click(),
  type: (field, text) => field.fill(text),
}

const MAX_TABS = 80

/** Goes from control to control with Tab, as somebody who cannot use a mouse has to. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let tabs = 0; tabs < MAX_TABS; tabs += 1) {
    if (await target.evaluate((element) => element.matches(':focus'))) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`${target} cannot be reached with ${MAX_TABS} tabs`)
}

/** Everything with the keyboard alone. */
export function keyboardOf(page: Page): Hands {
  return {
    async press(target) {
      await tabTo(page, target)
      const isBox = (await target.getAttribute('type')) === 'checkbox'
      await page.keyboard.press(isBox ? 'Space' : 'Enter')
    },
    async type(field, text) {
      await tabTo(page, field)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
    },
  }
}
