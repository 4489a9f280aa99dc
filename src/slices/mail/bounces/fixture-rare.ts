import { bounced, letter, ours, prose, report, type Sample } from './fixture.ts'

/** Shapes of bounces that few systems write, and that led the reader astray before. */
export const rareSamples: readonly Sample[] = [
  {
    name: 'a report that repeats its recipient',
    raw: report(
      'Sorry.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 4.4.1\nDiagnostic-Code: smtp; Connection timed out\n\nFinal-Recipient: rfc822; Embassy@example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown',
    ),
    means: [bounced('Embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a report about a domain that cannot be one',
    raw: report(
      'Sorry.',
      'Final-Recipient: rfc822; embassy@#example.net\nAction: failed\nStatus: 5.1.2\nDiagnostic-Code: smtp; 550 Host unknown',
    ),
    means: [bounced('embassy@#example.net', 'host', { hard: true, status: '5.1.2' })],
  },
  {
    name: 'a report about an address in quotation marks',
    raw: report(
      'Sorry.',
      'Final-Recipient: rfc822; "the embassy"@example.net\nAction: failed\nStatus: 5.1.1',
    ),
    means: [bounced('"the embassy"@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a receipt in French',
    raw: 'From: Consul <embassy@example.net>\nTo: letters@example.org\nSubject: =?utf-8?Q?Accus=C3=A9_de_r=C3=A9ception?=\nAuto-Submitted: auto-generated\n\nVotre message est arrivé.\n',
    means: [bounced('embassy@example.net', 'other', { kind: 'auto-reply' })],
  },
  {
    name: 'a report whose temporary code alone would mean a host that is not there',
    raw: report('Sorry.', 'Final-Recipient: rfc822; embassy@example.net\nStatus: 4.4.4'),
    means: [bounced('embassy@example.net', 'host', { status: '4.4.4' })],
  },
  {
    name: 'a report that a gateway passes on as a letter',
    raw: `${ours}From: postmaster@example.net\nSubject: Delivery Status Notification (Failure)\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="out"\n\n--out\nContent-Type: message/rfc822\n\n${report(
      'Sorry.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 5.1.1',
    )}\n--out\nContent-Type: text/plain\n\nThis message is confidential.\n--out--\n`,
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a report whose part for machines is in Base64',
    raw: report('Sorry.', 'unused').replace(
      /Content-Type: message\/delivery-status[\s\S]*?unused/,
      () =>
        `Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n${Buffer.from(
          'Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 5.2.2\n',
        ).toString('base64')}`,
    ),
    means: [bounced('embassy@example.net', 'mailbox-full', { status: '5.2.2' })],
  },
  {
    name: 'a report whose part for machines is quoted-printable',
    raw: report(
      'Sorry.',
      'Final-Recipient: rfc822; embassy=40example.net\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 Us=\ner unknown',
    ).replace(
      'Content-Type: message/delivery-status\n',
      (type) => `${type}Content-Transfer-Encoding: quoted-printable\n`,
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true, status: '5.1.1' })],
  },
  {
    name: 'a report in which a service asks for a proof',
    raw: report(
      'Your message waits until you prove to be a person.',
      'Final-Recipient: rfc822; embassy@example.net\nAction: failed\nStatus: 4.7.0\nDiagnostic-Code: x-notice; Sender not approved',
      'X-Boxtrapper: yes\n',
    ),
    means: [bounced('embassy@example.net', 'other', { kind: 'challenge', status: '4.7.0' })],
  },
  {
    name: 'a server that speaks of the user and of no delivery',
    raw: prose(
      'Robot <robot-daemon@example.net>',
      'Warning: embassy@example.net - User unknown!',
      'embassy@example.net - no such user here.\n\nThere is no user by that name at this server.\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'a server that does not even name itself',
    raw: `${ours}From: <>\nAuto-Submitted: auto-replied\n\nYou wrote to embassy@example.net. That is not a valid user here.\n`,
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'a server that puts recipients in front without a word that is known',
    raw: prose(
      'MAILER-DAEMON@example.net',
      'About your mail',
      'example.net.\n\n<embassy@example.net>:\nWe regret.\n\n<consul@example.net>:\nWe regret.\n',
    ),
    means: [bounced('embassy@example.net', 'other'), bounced('consul@example.net', 'other')],
  },
  {
    name: 'a server that names us and not the recipient',
    raw: prose(
      'MAILER-DAEMON@example.net',
      'Mail Delivery Problem',
      'Sorry letters@example.org. Your mail could not be delivered because these do not accept it; they are not accepting mail from letters@example.org or mail from campaign@example.org:\n\n\tembassy\n',
    ),
    means: [bounced(null, 'blocked')],
  },
  {
    name: 'an address of X.400',
    raw: prose(
      'System Administrator <postmaster@example.net>',
      'Undeliverable: Release them',
      'Your message\n\n  To:      list@example.org\n  Subject: Release them\n\ndid not reach the following recipient(s):\n\nc=KZ;a= ;p=ORG;dda:SMTP=embassy@example.net; on Wed, 22 May 2013 12:00:09 +0200\n    The recipient name is not recognized\n',
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
  {
    name: 'a reason that stands above all recipients',
    raw: prose(
      'Mail Administrator <postmaster@example.net>',
      'Mail System Error - Returned Mail',
      'This message was undeliverable. The destination computer was not reachable.\n\nThese recipients did not receive your message:\n\n  <embassy@example.net>\n\nThese recipients did not receive your message:\n\n  <consul@example.net>\n\nWrite to the administrator about it.\n',
    ),
    means: [bounced('embassy@example.net', 'host'), bounced('consul@example.net', 'host')],
  },
  {
    name: 'a server that could not deliver and goes on trying',
    raw: prose(
      'Gateway <mail-gateway@example.net>',
      'Delivery failure notification',
      'Your message could not be delivered to the following recipients:\n\nembassy@example.net\n\nDelivery attempts will continue to be made for 5 days.\n',
    ),
    means: [bounced('embassy@example.net', 'expired', { kind: 'delay' })],
  },
  {
    name: 'addresses in running text, of which one stands in the letter',
    raw: prose(
      'postmaster@example.net',
      'Failed mail',
      `Addresses here look like first.last@example.net. The address to which your message was sent, embassy@example.net, does not exist. You may ask help-line@example.net.\n\nOriginal message follows.\n\n${letter}`,
    ),
    means: [bounced('embassy@example.net', 'unknown-user', { hard: true })],
  },
]
