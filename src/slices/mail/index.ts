/**
 * Mail: writes messages as bytes, signs them, and hands them over in the way that `MAIL` says:
 * not at all, into the built-in mailbox, or to a mail server. It knows letters and notices,
 * and nothing of appeals, missions or supporters.
 */
export { isSameMailbox, parseAddress } from './address.ts'
export { composeMessage } from './compose.ts'
