import type { ComponentChildren } from 'preact'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { ActForm } from '../accounts/index.ts'
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
      head={<link rel="stylesheet" href={view.assets.deskStyle} />}
      nav={<DeskNav view={view} />}
      note={view.t('desk.signed_in_as', { name: view.actor?.name ?? '' })}
    >
      <h1>{title}</h1>
      <p class="hint">{help}</p>
      {children}
    </Layout>
  )
}

interface TabsProps {
  view: View
  /** What the lists have in common, for who does not see them. */
  label: string
  tabs: { path: string; text: string; isCurrent: boolean }[]
}

/** Ways between several lists of one page. */
export function Tabs({ view, label, tabs }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ path, text, isCurrent }) => (
        <a key={path} href={view.link(path)} aria-current={isCurrent ? 'page' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  )
}

function DeskNav({ view }: { view: View }) {
  const all = places(view.actor)
  const [path = ''] = view.path.split('?')
  const isCurrent = (place: string) =>
    place === '/desk/' ? path === place : path.startsWith(place)
  return (
    <>
      {all.map((place, index) => (
        <a
          key={place.path}
          href={view.link(place.path)}
          class={index > 0 && place.group !== all[index - 1]?.group ? 'menu-break' : undefined}
          aria-current={isCurrent(place.path) ? 'page' : undefined}
        >
          {view.t(place.label)}
        </a>
      ))}
      <ActForm
        view={view}
        action="/desk/sign-out"
        button={view.t('desk.sign_out')}
        class="sign-out"
      />
    </>
  )
}
