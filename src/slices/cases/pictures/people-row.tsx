import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { type Html, inside } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatNumber } from '../../../platform/i18n/format.ts'
import { remember } from '../../../platform/remember.ts'
import type { Counts } from '../fold/counts.ts'
import type { Custody } from '../fold/person-state.ts'
import { type FigureGroup, peopleFigures } from './people-figures.ts'

/**
 * A row of figures, one for each person. Shape says where they are, words beside each group say it
 * again with the number; colour says nothing.
 */
export function PeopleRow({
  view,
  counts,
  heading,
}: {
  view: View
  counts: Counts
  /** Where the row does not stand below the state of the case. */
  heading?: string
}) {
  const { t } = view
  const { scale, groups, isOpen } = peopleFigures(counts)
  if (groups.length === 0) return null
  return (
    <section>
      {heading && <h2>{heading}</h2>}
      <figure class="people-row">
        <figcaption>
          {t('cases.people_row', { scale })}
          {isOpen && ` ${t('cases.people_row_open')}`}
        </figcaption>
        <FigureShapes kinds={groups.map(({ kind }) => kind)} />
        <ul>
          {groups.map((group, index) => (
            <li key={group.kind}>
              <Figures {...group} isLast={isOpen && index === groups.length - 1} />{' '}
              <span>{groupPhrase(view, group)}</span>
            </li>
          ))}
        </ul>
      </figure>
    </section>
  )
}

/** For instance: held: at least 5. */
function groupPhrase({ t, lang }: View, { kind, people, word }: FigureGroup): string {
  const place = t(`cases.figure_${kind}`)
  if (word) return t('cases.figure_words', { place, quantity: t(`cases.quantity_${word}`) })
  const { atLeast, atMost } = people
  const number = formatNumber(lang, atLeast)
  if (atMost === atLeast || kind === 'unknown') {
    return t('cases.figure_words', { place, quantity: number })
  }
  const quantity =
    atMost === undefined
      ? t('cases.quantity_at_least', { number })
      : t('cases.quantity_between', { number, most: formatNumber(lang, atMost) })
  return t('cases.figure_words', { place, quantity })
}

function Figures({ kind, figures, isLast }: FigureGroup & { isLast: boolean }) {
  const row = figureOf(kind).repeat(figures) + (isLast ? '+' : '')
  return <span class="people-figures" aria-hidden="true" {...inside(row as Html)} />
}

const HEAD = 'M6 1a2.4 2.4 0 1 1 0 4.8a2.4 2.4 0 1 1 0-4.8z'
const BODY = 'M2.5 7h7v6h-1.4v6h-4.2v-6h-1.4z'
const ARMS_UP = 'M1 3h1.6l1.2 4h4.4l1.2-4h1.6l-1.6 5.6v10.4h-6.8v-10.4z'
const CAGE = 'M.6 .6h10.8v18.8h-10.8zM4.2 .6v18.8M7.8 .6v18.8'

/** The shapes by kind, once for the page; `use` repeats them. */
function FigureShapes({ kinds }: { kinds: readonly Custody[] }) {
  return (
    <svg class="figure-shapes" width="0" height="0" aria-hidden="true">
      <defs>
        {kinds.map((kind) => (
          <g key={kind} id={`figure-${kind}`}>
            {shapes[kind]}
          </g>
        ))}
      </defs>
    </svg>
  )
}

const shapes: Readonly<Record<Custody, JSX.Element>> = {
  unknown: <path class="figure-line" d={`${HEAD}${BODY}`} />,
  missing: <path class="figure-line" d={`${HEAD}${BODY}`} stroke-dasharray="1.5 1.5" />,
  held: (
    <>
      <path class="figure-behind" d={`${HEAD}${BODY}`} />
      <path class="figure-line" d={CAGE} />
    </>
  ),
  serving: (
    <>
      <path class="figure-behind" d={`${HEAD}${BODY}`} />
      <path class="figure-line" d={`${CAGE}M.6 10h10.8`} />
    </>
  ),
  free: <path d={`${HEAD}${ARMS_UP}`} />,
  deported: <path d={`${HEAD}M2.5 7h5v3h1.5v-2l3 3.5l-3 3.5v-2h-1.5v6h-5z`} />,
  dead: <path d="M2 15a2 2 0 1 1 0 4a2 2 0 1 1 0-4zM4.6 15.4h7v3.2h-7z" />,
  lost: <path class="figure-line" d={`${HEAD}M2 8l8 10M10 8l-8 10`} />,
}

/** Every fourth element of an appeal's page is one of these, so each is made once. */
const figureOf = remember(Object.keys(shapes).length, (kind) =>
  renderToString(
    <svg viewBox="0 0 12 20" aria-hidden="true">
      <use href={`#figure-${kind}`} />
    </svg>,
  ),
)
