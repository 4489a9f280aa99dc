import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge } from './judge.ts'
import type { BounceClass } from './types.ts'

/** Sentences that servers are known to say, and what they mean for the address. */
const known: ReadonlyArray<{ class: BounceClass; hard: boolean; words: string[] }> = [
  {
    class: 'unknown-user',
    hard: true,
    words: [
      '550 5.1.1 <embassy@example.net>: Recipient address rejected: User unknown in local recipient table',
      '550 5.1.1 <embassy@example.net>: Recipient address rejected: User unknown in virtual mailbox table',
      '550 5.1.1 <embassy@example.net>... User unknown',
      '550 5.1.1 unknown or illegal alias: embassy@example.net',
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. Learn more at 550 5.1.1 https://support.google.com/mail/?p=NoSuchUser ab1si - gsmtp",
      '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [AM7EUR03FT020.eop-EUR03.prod.protection.outlook.com]',
      '550 5.4.1 Recipient address rejected: Access denied. AS(201806281) [DB5EUR01FT040.eop-EUR01]',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',
      '550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found',
      '550 #5.1.0 Address rejected.',
      "554 delivery error: dd This user doesn't have a yahoo.com account (embassy@example.net) [-5] - mta1.mail.bf1.yahoo.com",
      '552 1 Requested mail action aborted, mailbox not found',
      '550 Requested action not taken: mailbox unavailable',
      '550 Message was not accepted -- invalid mailbox. Local mailbox embassy@example.net is unavailable: user not found',
      '550 5.7.1 No such user!',
      '553 5.3.0 <embassy@example.net>... Addressee unknown, relay=[192.0.2.1]',
      '550 5.1.1 Mailbox <embassy@example.net> does not exist',
      '550 Unknown user embassy@example.net',
      '550 <embassy@example.net>: User unknown',
      '550 Invalid recipient embassy@example.net (Mode: normal)',
      '550 5.1.1 Invalid recipient',
      '550 sorry, no mailbox here by that name (#5.1.1 - chkuser)',
      'Sorry, no mailbox here by that name. vpopmail (#5.1.1)',
      'This address no longer accepts mail.',
      'Unrouteable address',
      'SMTP error from remote mail server after RCPT TO:<embassy@example.net>: 550 No such user here',
      'User some.name (some.name@example.org) not listed in Domino Directory',
      '550 5.1.1 <embassy@example.net>: RCP-P1 http://postmaster.facebook.com/response_codes#rcp Unknown user',
      '550 The account or domain may not exist, they may be blacklisted, or missing the proper dns entries.',
      'Your message cannot be delivered to the following recipients: Reason: Remote SMTP server has rejected address Diagnostic code: smtp;550 5.1.1 unknown or illegal alias',
      '550 RCPT TO:<embassy@example.net> User unknown',
      '550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550',
      '550 5.2.0 User has moved to embassy@example.net',
      '551 5.1.6 User has moved; please try <new@example.org>',
      '550 Mailbox unavailable or access denied',
      '550 5.1.0 Address rejected embassy@example.net AUP#1260',
      'Empfänger unbekannt',
      '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]',
      'Такого пользователя не существует',
      '554 Rcpt <embassy@example.net> does not exist',
      '550 BAD_RECIPIENT - see http://example.net/undelivered',
      'Invalid final delivery userid',
      'The name did not exactly match an address of ours.',
      'Recipient user name embassy not unique. Several matches found in Domino Directory.',
      '550 User not a member of domain: <embassy@example.net>',
      'No one with that address here',
      'no longer an employee',
      '550 I cannot deliver mail for that name',
      '550 recipient unrecognized',
      '550 5.7.17 The owner has changed',
      '550 5.4.1 All recipient addresses rejected : Access denied [AM5EUR02FT013.eop-EUR02.prod.protection.outlook.com]',
      'Destin. sconosciuto',
      'Odbiorca nie istnieje',
    ],
  },
  {
    class: 'unknown-user',
    hard: false,
    words: [
      '550 5.2.1 The email account that you tried to reach is disabled. Learn more at https://support.google.com/mail/?p=DisabledUser',
      '554 delivery error: dd Sorry, your message to embassy@example.net cannot be delivered. This mailbox is disabled (554.30). - mta',
      '550 Mailbox suspended.',
      '550 account inactive',
      '550 <embassy> is now disabled with MTA service.',
      '550 User status is locked.',
      '550 User account not activated',
      'mailbox has been blocked due to inactivity',
      'mail is not currently being accepted for this mailbox',
      'Adressat unbekannt oder Mailbox deaktiviert',
      'Casella bloccata per inutilizzo',
      '550 5.1.1 recipient address disabled',
      '550 User suspended',
      '550 5.2.1 Mailbox is inactive embassy@example.net',
    ],
  },
  {
    class: 'mailbox-full',
    hard: false,
    words: [
      '552-5.2.2 The email account that you tried to reach is over quota. Please direct 552-5.2.2 the recipient to https://support.google.com',
      "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452-4.2.2 recipient to",
      '554 5.2.2 mailbox full;STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
      'The users mailfolder is over the allowed quota (size). (#5.2.2)',
      'Mailbox quota exceeded',
      'This user has exceeded the maximum storage',
      'mailbox is full: retry timeout exceeded',
      'Quota exceeded. The recipients mailbox is full.',
      'Boîte du destinataire pleine. Recipient overquota OFR_417',
      'почтовый ящик переполнен',
      "The message could not be delivered because the user's mailfolder is full.",
      'User has too many messages on the server.',
      'mail box space not enough',
      '552 recipient storage full, try again later',
      'User has exhausted allowed storage space',
      '552 Account(s) <embassy@example.net> does not have enough space',
      'error writing message: File too large',
    ],
  },
  {
    class: 'policy',
    hard: false,
    words: [
      "550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's 550-5.7.26 DMARC policy.",
      "550-5.7.1 [192.0.2.1] The IP you're using to send mail is not authorized to 550-5.7.1 send email directly to our servers. Please use the SMTP relay",
      '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required',
      '550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized',
      '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
      '550 5.7.64 TenantAttribution; Relay Access Denied [VI1EUR04FT048]',
      '554 Message not allowed - [PH01] Email not accepted for policy reasons.',
      '550 Administrative prohibition',
      '550 5.7.1 Policy rejection on the target address',
      "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
      '550-Callback setup failed while verifying <embassy@example.net> 550 Sender verify failed',
      '550 relay not permitted',
      '554 5.7.1 The file Brutus.exe infected with W32.Virus',
      '550 5.7.1 POL-P7 https://postmaster.facebook.com/response_codes#pol',
      '554 5.7.1 <embassy@example.net>: Recipient address rejected: Access denied',
      '550 5.7.0 Local Policy Violation',
      '550 5.7.367 Remote server returned not permitted to relay -> 554 5.7.1 : Relay access denied',
      '554 5.1.0 Sender denied.',
      '553 AUTH FAILED',
      '503 This server requires authentication',
      "550 isn't allowed to relay",
      '550 Sender ana@example.org has no A, AAAA, or MX DNS records.',
      '552-5.7.0 This message was blocked because its content presents a potential 552-5.7.0 security issue.',
      '554 Connection refused. MAIL FROM [ana@example.org] mismatches client IP [192.0.2.1].',
      '550 not local host example.net, not a gateway',
      'This system is not configured to relay mail',
      'rejecting password protected attachment',
      "550 5.7.515 Access denied, the domain doesn't meet the required authentication level.",
      '553 5.1.8 <ana@example.org>... Domain of sender address ana@example.org does not exist',
      '550 5.1.8 Sender address does not exist',
      '501 5.1.7 Bad sender address syntax',
      '554 Email rejected due to security policies',
      '550 Rejected by header based Anti-Spoofing policy: ana@example.org',
      '550 Requested action not taken: mailbox unavailable Reject due to policy restrictions. For explanation visit https://postmaster.gmx.net',
      '554 Transaction failed Reject due to policy restrictions.',
      '554 5.7.1 Your mail could not be delivered because the recipient is only accepting mail from specific email addresses.',
    ],
  },
  {
    class: 'spam',
    hard: false,
    words: [
      '550-5.7.1 [192.0.2.1      12] Our system has detected that this message is 550-5.7.1 likely unsolicited mail. To reduce the amount of spam sent to Gmail, 550-5.7.1 this message has been blocked.',
      '550 spam message rejected. Please visit http://help.mail.ru/notspam-support',
      '554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc',
      '550 Suspected bounce attacks',
      '550 Mail content denied. http://service.mail.qq.com/cgi-bin/help',
      '554 Spam is detected.',
      '550 5.7.1 Blocked by SpamAssassin',
      '553 Blocked using spam pattern',
      "550 5.7.1 You're using a mass mailer",
    ],
  },
  {
    class: 'blocked',
    hard: false,
    words: [
      '421-4.7.0 [192.0.2.1 15] Our system has detected an unusual rate of 421-4.7.0 unsolicited mail originating from your IP address.',
      "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).",
      '550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please visit https://sender.office.com/',
      '451 4.7.500 Server busy. Please try again later from [192.0.2.1]. (AS77713) [VE1EUR02]',
      '550 5.1.8 Access denied, bad outbound sender AS(42004)',
      'They are not accepting mail with attachments',
      "553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list",
      '550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus.',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
      '450 4.2.0 <embassy@example.net>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch',
      "550 SC-001 (COL004-MC1F5) Unfortunately, messages from 192.0.2.1 weren't sent.",
      "421 RP-001 (BAY004) Unfortunately, some messages from 192.0.2.1 weren't sent. Please try again. We have limits for how many messages can be sent per hour",
      '550 Ip frequency limited',
      '553 User refused to receive this mail.',
      '550 SC-001 Mail rejected for policy reasons.',
      '554 access from your location is closed; permanently deferred',
      '550 Connection frequency limited',
      '550 Domain frequency limited',
      '550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)',
    ],
  },
  {
    class: 'too-big',
    hard: false,
    words: [
      '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
      '550 Mail size limit exceeded',
      '552 5.3.4 Message size exceeds fixed limit',
      '552 5.2.3 Message exceeds maximum fixed size (10485760)',
      '552 sorry, that message size exceeds my databytes limit (#5.3.4)',
      'The following recipients could not be reached: message was too large',
    ],
  },
  {
    class: 'other',
    hard: false,
    words: [
      '554 5.6.1 Body type not supported by Remote Host',
      '554 cox.net - ESMTP server not available AUP#1',
      '452 4.1.0 Requested action aborted: try again later',
      '550 5.7.1 Command not allowed',
      '503 5.5.1 Error: need RCPT command',
    ],
  },
  {
    class: 'host',
    hard: true,
    words: [
      "Sorry, I couldn't find any host named example.invalid. (#5.1.2)",
      'all relevant MX records point to non-existent hosts',
      'unrouteable mail domain "example.invalid"',
      'DNS Error: Domain name not found',
      'Host or domain name not found. Name service error for name=example.invalid type=AAAA: Host not found',
      'Host or domain name not found. Name service error for name=example.invalid type=MX: Host not found, try again',
      'Domain example.org does not accept mail (nullMX)',
      'unable to look up host example.invalid: No address associated with hostname',
      'No route found to domain example.org from server MAIL/ORG',
      '4.4.1 (delivery temporarily suspended: Host or domain name not found)',
    ],
  },
  {
    class: 'host',
    hard: false,
    words: [
      "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1) I'm not going to try again; this message has been in the queue too long.",
      'This message is looping: it already has my Delivered-To line. (#5.4.6)',
      'connect to mx.example.org[192.0.2.1]:25: Connection timed out',
      'connect to mx.example.org[192.0.2.1]:25: Connection refused',
      'delivery temporarily suspended: lost connection with mx.example.org[192.0.2.1] while receiving the initial server greeting',
      'mail for example.org loops back to myself',
      'Deferred: Name server: example.org.: host name lookup failure',
      "550 5.4.312 Message could not be resolved; 'DNS query failed'",
      'MX list for example.org. points back to mx.example.com',
      'Error transferring to MX.EXAMPLE.ORG; Maximum hop count exceeded.',
      '421 4.4.2 mx.example.org Error: timeout exceeded',
      '554 Message looping (received 6 times)',
      'Name service error for name=example.org type=MX: Malformed or unexpected name server reply',
    ],
  },
  {
    class: 'expired',
    hard: false,
    words: [
      'retry timeout exceeded',
      'Delivery failed 20 attempts',
      '5.4.7 - Delivery expired (message too old) DNS Hard Error loss.net',
    ],
  },
]

for (const { class: expected, hard, words } of known) {
  for (const said of words) {
    test(`means ${expected}${hard ? ' for good' : ''}: ${said}`, () => {
      const found = judge({ recipient: null, kind: 'bounce', words: said })
      assert.deepEqual([found.class, found.hard], [expected, hard])
    })
  }
}

test('words that say nothing are judged by the code, and by what stands around them', () => {
  const judged = (words: string, status?: string, surroundings?: string) =>
    judge({ recipient: null, kind: 'bounce', words, status, surroundings }).class

  assert.equal(judged('255', '5.2.2'), 'mailbox-full')
  assert.equal(judged('sorry', undefined, 'The mailbox is over quota'), 'mailbox-full')
  assert.equal(judged('sorry'), 'other')
})

test('an address is never switched off while the other side is still trying', () => {
  const { hard } = judge({ recipient: null, kind: 'delay', words: '450 4.1.1 User unknown' })
  assert.equal(hard, false)
})

test('the code of an earlier attempt is not that of the report', () => {
  const { status } = judge({
    recipient: null,
    kind: 'bounce',
    words: '554 delivery error',
    status: '5.0.0',
    surroundings: '451 4.4.1 reply: read error',
  })
  assert.equal(status, '5.0.0')
})

test('numbers of releases and networks are no codes', () => {
  const { status } = judge({
    recipient: null,
    kind: 'bounce',
    words: 'Exim 4.96.2 at 192.5.1.1 failed',
  })
  assert.equal(status, null)
})
