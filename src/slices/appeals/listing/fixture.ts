/** What a test about lists says of an appeal. */
export interface Given {
  day?: string
  slug: string
  country?: string
  topics?: string[]
  isDraft?: boolean
  story?: string
}

/** The English appeal file of an appeal, of the day of the worked example when none is named. */
export function fileOf({
  slug,
  day = '2013-05-22',
  country = 'KZ',
  topics = [],
  story = 'Story.',
}: Given): string {
  return `---
title: About ${slug}
call: Write.
language: en
country: ${country}
place: Town
date: ${day}
slug: ${slug}
topics: [${topics.join(', ')}]
---
${story}
`
}
