import type { BounceClass, ReportKind } from './types.ts'

/** A message as a mail system of the world would write it, and what it means. */
export interface Sample {
  name: string
  raw: string
  means: Array<{
    recipient: string | null
    kind: ReportKind
    hard: boolean
    status: string | null
    class: BounceClass
  }>
}

export function bounced(
  recipient: string | null,
  bounceClass: BounceClass,
  { hard = false, status = null as string | null, kind = 'bounce' as ReportKind } = {},
) {
  return { recipient, kind, hard, status, class: bounceClass }
}

export const ours =
  'Return-Path: <>\nTo: letters@example.org\nDate: Wed, 22 May 2013 10:00:00 +0000\n'
export const letter =
  'From: letters@example.org\nTo: embassy@example.net\nSubject: Release them\n\nSir,\n'

/** A report in three parts (RFC 3462): for people, for machines, and the letter's headers. */
export function report(prose: string, fields: string, head = ''): string {
  return `${ours}${head}From: MAILER-DAEMON@mx.example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

${prose}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

${fields}

--b1
Content-Type: message/rfc822

${letter}
--b1--
`
}

export function prose(from: string, subject: string, text: string, head = ''): string {
  return `${ours}${head}From: ${from}\nSubject: ${subject}\n\n${text}`
}

const daemon = 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.com>'

export const samples: readonly Sample[] = [
  {
    name: 'a report with code and words',
    raw: report(
      '<embassy@example.net>: host mx.example.net said: 550 5.1.1 User unknown',
      'Final-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a report about two recipients, one of them full',
    raw: report(
      'Two addresses failed.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Over quota\n\nFinal-Recipient: rfc822; consul@example.net\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 No such user here',
    ),
    means: [
      bounced('embassy@example.net', 'mailbox-full', { status: '5.2.2' }),
      bounced('consul@example.net', 'unknown-user', { hard: true, status: '5.0.0' }),
    ],
  },
  {
    name: 'a report that the other side is still trying',
    raw: report(
      'THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; connect to mx.example.net: Connection timed out',
    ),
    means: [bounced('embassy@example.net', 'host', { status: '4.4.1', kind: 'delay' })],
  },
  {
    name: 'a report of success',
    raw: report(
      'Your message was delivered.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: delivered\nStatus: 2.0.0',
    ),
    means: [bounced('embassy@example.net', 'other', { kind: 'not-a-bounce', status: '2.0.0' })],
  },
  {
    name: 'a report in which a relay was said to be expanded',
    raw: report(
      'The list was expanded.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: expanded\nStatus: 2.1.5\n\nFinal-Recipient: rfc822; consul@example.net\nAction: relayed\nStatus: 2.1.9',
    ),
    means: [
      bounced('embassy@example.net', 'other', { kind: 'not-a-bounce', status: '2.1.5' }),
      bounced('consul@example.net', 'other', { kind: 'not-a-bounce', status: '2.1.9' }),
    ],
  },
  {
    name: 'a report whose code is general, with the precise one in the words',
    raw: report(
      'Sorry.',
      'Original-Recipient: rfc822;embassy@example.net\nFinal-Recipient: rfc822;embassy@example.net\nAction: failed\nStatus: 5.0.0\nRemote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using\n    zen.spamhaus.org',
    ),
    means: [bounced('embassy@example.net', 'blocked', { status: '5.7.1' })],
  },
  {
    name: 'qmail',
    raw: prose(
      'MAILER-DAEMON@mx.example.com',
      'failure notice',
      "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<embassy@example.net>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 <embassy@example.net>... No such mailbox\nGiving up on 192.0.2.9.\n\n<consul@example.net>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" +
        letter,
    ),
    means: [
      bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' }),
      bounced('consul@example.net', 'unknown-user', { hard: true, status: '5.1.1' }),
    ],
  },
  {
    name: 'Exim',
    raw: prose(
      'Mail Delivery System <Mailer-Daemon@mx.example.com>',
      'Mail delivery failed: returning message to sender',
      'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  embassy@example.net\n    Unrouteable address\n  consul@example.net\n    host mx.example.net [192.0.2.9]\n    SMTP error from remote mail server after end of data:\n    552 5.3.4 Message too big\n\n------ This is a copy of the message, including all the headers. ------\n\n' +
        letter,
      'X-Failed-Recipients: embassy@example.net, consul@example.net\nAuto-Submitted: auto-replied\n',
    ),
    means: [
      bounced('embassy@example.net', 'unknown-user', { hard: true }),
      bounced('consul@example.net', 'too-big', { status: '5.3.4' }),
    ],
  },
  {
    name: 'Exim, still trying',
    raw: prose(
      'Mail Delivery System <Mailer-Daemon@mx.example.com>',
      'Warning: message 1abCde-0001 delayed 24 hours',
      'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.com.\n\nThe address to which the message has not yet been delivered is:\n\n  embassy@example.net\n    Delay reason: Connection timed out\n\nNo action is required on your part.\n',
      'Auto-Submitted: auto-replied\n',
    ),
    means: [bounced('embassy@example.net', 'host', { kind: 'delay' })],
  },
  {
    name: 'Sendmail of old times',
    raw: prose(
      daemon,
      'Returned mail: User unknown',
      '   ----- Transcript of session follows -----\nWhile talking to mx.example.net:\n>>> RCPT To:<embassy@example.net>\n<<< 550 User unknown\n550 <embassy@example.net>... User unknown\n\n   ----- Unsent message follows -----\n' +
        letter,
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'Sendmail with sections',
    raw: prose(
      daemon,
      'Returned mail: see transcript for details',
      'The original message was received at Wed, 22 May 2013 12:00:00 +0200\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n<embassy@example.net>\n    (reason: 554 5.7.1 Relaying denied)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n>>> RCPT To:<embassy@example.net>\n<<< 554 5.7.1 Relaying denied\n554 5.0.0 Service unavailable\n',
    ),
    means: [bounced('embassy@example.net', 'policy', { status: '5.7.1' })],
  },
  {
    name: 'Exchange 2003',
    raw: prose(
      'System Administrator <postmaster@example.net>',
      'Undeliverable: Release them',
      'Your message\n\n  To:      embassy@example.net\n  Subject: Release them\n  Sent:    Wed, 22 May 2013 12:00:00 +0200\n\ndid not reach the following recipient(s):\n\nembassy@example.net on Wed, 22 May 2013 12:00:09 +0200\n    The recipient name is not recognized\n        The MTS-ID of the original message is: c=kz;a= ;p=org\n    MSEXCH:IMS:ORG:SITE:SERVER 0 (000C05A6) Unknown Recipient\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'Exchange 2010',
    raw: prose(
      'Microsoft Outlook <postmaster@example.net>',
      'Undeliverable: Release them',
      "Delivery has failed to these recipients or groups:\n\nEmbassy (embassy@example.net)<mailto:embassy@example.net>\nThe e-mail address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating server: ex.example.net\n\nembassy@example.net\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nOriginal message headers:\n\nReceived: from mx.example.org\n",
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'Domino',
    raw: prose(
      'postmaster@example.net',
      'DELIVERY FAILURE: User embassy (embassy@example.net) not listed in Domino Directory',
      'Your message\n\n  Subject: Release them\n\nwas not delivered to:\n\n  embassy@example.net\n\nbecause:\n\n  User embassy (embassy@example.net) not listed in Domino Directory\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'Courier',
    raw: prose(
      'Courier mail server at mx.example.com <@>',
      'NOTICE: mail delivery status.',
      '          UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<embassy@example.net>:\n    mx.example.net [192.0.2.9]:\n>>> RCPT TO:<embassy@example.net>\n<<< 550 5.1.1 <embassy@example.net>... User Unknown\n\n---------------------------------------------------------------------------\nIf your message was also sent to additional recipients...\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'OpenSMTPD',
    raw: prose(
      'Mailer Daemon <MAILER-DAEMON@mx.example.com>',
      'Delivery status notification: error',
      '    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nembassy@example.net: 550 5.2.2 <embassy@example.net>... Mailbox Full\n\n    Below is a copy of the original message:\n\n' +
        letter,
    ),
    means: [bounced('embassy@example.net', 'mailbox-full', { status: '5.2.2' })],
  },
  {
    name: 'the DragonFly agent',
    raw: prose(
      'MAILER-DAEMON <>',
      'Mail delivery failed',
      'This is the DragonFly Mail Agent v0.13 at mx.example.com.\n\nThere was an error delivering your mail to <embassy@example.net>.\n\nCould not deliver for the last 432000 seconds. Giving up.\n\nMessage headers follow.\n\n' +
        letter,
    ),
    means: [bounced('embassy@example.net', 'expired')],
  },
  {
    name: 'Gmail in plain words',
    raw: prose(
      'Mail Delivery Subsystem <mailer-daemon@example.com>',
      'Delivery Status Notification (Failure)',
      'Delivery to the following recipient failed permanently:\n\n     embassy@example.net\n\nTechnical details of permanent failure:\nThe error that the other server returned was: 550 550 5.1.1 <embassy@example.net>: User unknown (state 14).\n\n----- Original message -----\n\n' +
        letter,
      'X-Failed-Recipients: embassy@example.net\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a sentence with the address in it',
    raw: prose(
      'postmaster@example.net',
      'Mail could not be delivered',
      'Sorry, your message to embassy@example.net cannot be delivered. This account has been disabled or discontinued.\n\nThe administrator\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user')],
  },
  {
    name: 'MailMarshal, which names recipients last',
    raw: prose(
      'postmaster@example.net',
      'Undeliverable Mail: "Release them"',
      'Your message:\n   From:    letters@example.org\n   Subject: Release them\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n   embassy@example.net\n\nAdditional Information\n======================\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'IMail',
    raw: prose(
      'Postmaster <postmaster@example.net>',
      'Undeliverable Mail',
      `Unknown user: embassy@example.net\n\nOriginal message follows.\n\n${letter}`,
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'a gateway that quotes the conversation',
    raw: prose(
      'postmaster@example.net',
      'Mail could not be delivered',
      'Sent <<< RCPT TO:<embassy@example.net>\nReceived >>> 550 5.1.1 <embassy@example.net>... user unknown\n\nUnable to deliver message to <embassy@example.net> (and other recipients in the same domain).\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a list that takes no letters from outside',
    raw: prose(
      'Mail Delivery Subsystem <mailer-daemon@example.com>',
      'Delivery Status Notification (Failure)',
      "We're writing to let you know that the group you tried to contact (press) may not exist, or you may not have permission to post messages to the group.\n\n----- Original message -----\n\nFrom: letters@example.org\nTo: press@example.net\n",
      'X-Failed-Recipients: press@example.net\n',
    ),
    means: [bounced('press@example.net', 'blocked')],
  },
  {
    name: 'Russian words in KOI8-R',
    raw: `${ours}From: postmaster@example.net\nSubject: Undelivered mail\nMIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n\n<embassy@example.net>:\n=F0=CF=CC=D8=DA=CF=D7=C1=D4=C5=CC=D8 =CE=C5 =CE=C1=CA=C4=C5=CE\n`,
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'Japanese words in ISO-2022-JP',
    raw: `${ours}From: postmaster@example.net\nSubject: Undeliverable message\nMIME-Version: 1.0\nContent-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: base64\n\n${Buffer.from('<embassy@example.net>\n\u001b$B8+$D$+$j$^$;$s\u001b(B\n', 'latin1').toString('base64')}\n`,
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'a notification of Amazon about a bounce',
    raw: prose(
      'Notices <no-reply@example.com>',
      'AWS Notification Message',
      '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"embassy@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"source":"letters@example.org"}}\n\n--\nTo stop {these} notices, visit https://example.com/\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a complaint',
    raw: `From: fbl@example.com\nTo: abuse@example.org\nSubject: FW: Release them\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary="b2"\n\n--b2\nContent-Type: text/plain\n\nThis is an abuse report.\n--b2\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Example/1.0\nVersion: 1\nOriginal-Rcpt-To: <embassy@example.net>\n--b2\nContent-Type: message/rfc822\n\n${letter}\n--b2--\n`,
    means: [bounced('embassy@example.net', 'other', { kind: 'complaint' })],
  },
  {
    name: 'somebody who is away',
    raw: 'Return-Path: <>\nFrom: Consul <embassy@example.net>\nTo: letters@example.org\nSubject: Out of office: Release them\nAuto-Submitted: auto-replied\n\nI am away until May 27. Mail to other@example.net.\n',
    means: [bounced('embassy@example.net', 'other', { kind: 'auto-reply' })],
  },
  {
    name: 'somebody who is away and whose machine does not say so',
    raw: 'From: embassy@example.net\nTo: letters@example.org\nSubject: Автоответ: Release them\n\nВ отпуске.\n',
    means: [bounced('embassy@example.net', 'other', { kind: 'auto-reply' })],
  },
  {
    name: 'a machine that wants a proof',
    raw: 'From: embassy@example.net\nTo: letters@example.org\nSubject: Please confirm your message\nAuto-Submitted: auto-replied\n\nThis address is protected. Reply to this message and your mail will be delivered.\n',
    means: [bounced('embassy@example.net', 'other', { kind: 'challenge' })],
  },
  {
    name: 'an answer by a person',
    raw: 'Return-Path: <embassy@example.net>\nFrom: Press attaché <embassy@example.net>\nTo: letters@example.org\nSubject: Re: Release them\n\nThe embassy has taken note of your letter.\n',
    means: [bounced(null, 'other', { kind: 'not-a-bounce' })],
  },
  {
    name: 'a report without its closing boundary, in a mislabelled part',
    raw: `${ours}From: MAILER-DAEMON@mx.example.com\nSubject: Undeliverable\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="not the one below"\n\n--xx/yy\nContent-Type: text/plain; charset=nonsense\n\nSorry.\n\n--xx/yy\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\nFinal-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 5.2.1 (mailbox disabled)`,
    means: [bounced('embassy@example.net', 'unknown-user', { status: '5.2.1' })],
  },
]
