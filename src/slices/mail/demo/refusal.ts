/** What a server says of a mailbox that is gone, in the dialogue and in a message. */
export function refusalOf(address: string): string {
  return `550 5.1.1 <${address}>: Recipient address rejected: User unknown (played by the demo)`
}
