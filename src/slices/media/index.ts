/**
 * Media: pictures, and videos that lie elsewhere.
 *
 * A picture that comes in is made anew: nothing of the file that was given remains but what is
 * seen, in a few sizes, named by a hash of its content and served from the data folder for ever.
 * A link to a video becomes a poster; nothing is fetched from its host before a click, and once a
 * week the host is asked whether the video is still there. The room knows nothing of whoever
 * shows what it keeps.
 */

export { mediaCommands } from './cli.ts'
export { LinkedVideo, videoFrames } from './components/linked-video.tsx'
export { Picture as PictureElement, pictureAddress } from './components/picture.tsx'
export { mediaHandlers, mediaTimetables } from './jobs.ts'
export { migrations as mediaMigrations } from './migrations.ts'
export { addPicture } from './pictures/add.ts'
export { readLargest } from './pictures/files.ts'
export { dropPicture, removePicture } from './pictures/remove.ts'
export { findPictures } from './queries.ts'
export { mediaRoutes } from './routes.ts'
export { MEDIA_FACT } from './topics.ts'
export type { Picture } from './types.ts'
export { findVideoLoss, noteVideo } from './videos/note.ts'
