import { topic } from '../../platform/outbox/outbox.ts'

/** Changes when a picture is taken away, or a linked video goes or comes back. Rarely. */
export const MEDIA_FACT = 'media'

/** A picture was taken away; its files are to go too. */
export const pictureRemoved = topic<{ pictureId: string }>('media.pictureRemoved', () => [
  MEDIA_FACT,
])
