import type { ComponentChildren } from 'preact'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { places } from './places.ts'

interface DeskLayoutProps {
  view: View
  title: string
  /** One sentence: what this page is for. */
  help: string
  children: ComponentChildren
}

/** The frame of every page of the desk: ways to the others, and what this one is for. */
export function DeskLayout({ view, title, help, children }: DeskLayoutProps) {
  return (
    <Layout
      view={view}
      title={title}
      noindex
      kind="desk-page"
      nav={<DeskNav view={view} />}
      note={view.t('desk.signed_in_as', { name: view.actor?.name ?? '' })}
    >
      <h1>{title}</h1>
      <p class="hint">{help}</p>
      {children}
    </Layout>
  )
}

function DeskNav({ view }: { view: View }) {
  return (
    <>
      {places(view.actor).map(({ path, label }) => (
        <a key={path} href={view.link(path)} aria-current={view.path === path ? 'page' : undefined}>
          {view.t(label)}
        </a>
      ))}
    </>
  )
}
