import type { ComponentChildren } from 'preact'

/**
 * Around a table that may be wider than a phone: it scrolls by itself, and can be reached with the
 * keyboard to do so (WCAG 2.1.1).
 */
export function TableScroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the focus.
    <section class="table-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
