/**
 * Comments: taking, judging, publishing and showing what readers say under a subject.
 *
 * A subject is a kind and an id; this room knows nothing of what stands behind them. The room that
 * owns the subject's page shows `<Comments>` on it and adds `commentPostRoute` to its routes.
 * Readers see a comment when a moderator approved it, by the link in a mail or on the command
 * line. Authors' addresses are encrypted, appear in no output and are erased on schedule.
 */
export { commentsCommands } from './cli.ts'
export { closeComments, openComments } from './close.ts'
export { approveComment, decideHeldComment, refuseComment } from './decide.ts'
export { commentsHandlers, commentsTimetables } from './jobs.ts'
export { type CommentsPart, type CommentsRequest, loadComments } from './load.ts'
export { migrations as commentsMigrations } from './migrations.ts'
export { Comments } from './pages/comments.tsx'
export { type CommentedPage, commentPostRoute } from './post-route.tsx'
export { countHeldComments, findComment, listCommentsByState } from './queries.ts'
export { renderComment } from './render-comment.ts'
export { commentsRoutes } from './routes.tsx'
export { reasonSentence } from './rules/reasons.ts'
export { CommentsQuery } from './schemas.ts'
export { countComments, listCommentsWith, listRecentComments } from './shown-queries.ts'
export { submitComment } from './submit.ts'
export { allCommentsFact, commentsChanged, commentsFact } from './topics.ts'
export type { Comment, RecentComment, Subject } from './types.ts'
