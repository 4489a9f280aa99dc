import { importAppeals } from '../appeals/index.ts'

interface GivenText {
  title: string
  story?: string
}

/** An appeal of a test: only what the test is about need be given. */
export interface GivenAppeal {
  day: string
  slug: string
  title?: string
  call?: string
  story?: string
  country?: string
  topics?: string[]
  /** Translations by language. */
  also?: Record<string, GivenText>
}

/** Publishes appeals in English, in this order, or changes those that there are. */
export async function publish(
  deps: Parameters<typeof importAppeals>[0],
  ...appeals: GivenAppeal[]
): Promise<void> {
  for (const appeal of appeals) {
    const files = [original(appeal), ...translations(appeal)].map((text, index) => ({
      name: `${index}.md`,
      bytes: Buffer.from(text),
    }))
    await importAppeals(deps, files, { publish: true })
  }
}

function original(given: GivenAppeal): string {
  const { day, slug, title = `About ${slug}`, call = 'Write.', country = 'KZ' } = given
  const { topics = [], story = 'Story.' } = given
  return `---
title: ${JSON.stringify(title)}
call: ${JSON.stringify(call)}
language: en
country: ${country}
place: Town
date: ${day}
slug: ${slug}
topics: ${JSON.stringify(topics)}
---
${story}
`
}

function translations({ day, slug, also = {} }: GivenAppeal): string[] {
  return Object.entries(also).map(
    ([language, { title, story = '—' }]) => `---
translates: ${day.replaceAll('-', '/')}/${slug}
language: ${language}
title: ${JSON.stringify(title)}
call: …
---
${story}
`,
  )
}
