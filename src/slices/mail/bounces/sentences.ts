import type { Reason } from './reasons.ts'

/** Whom a server speaks of when it means the mailbox. */
const WHO = String.raw`(user(?: ?name| ?id)?|rcpt|recipient|mail ?box|mail ?drop|account|addressee|local.?part|person|inbox|(?:e-?mail |mail )?address(?:es)?|alias|login|e-?mail account)(?:\(s\)|s|'s)?`

/** Filler between a mailbox and what is said of it: "… you tried to reach is currently …". */
const IS = `(?:[ :,;.-]+(?:you|that|tried|to|reach|contact|is|was|are|were|has|have|been|be|could|can|does|do|did|mailbox|currently|temporarily|it|which|here|at this time|name|specified|given|in))*[ :,;.'"-]*`

function who(rest: string): RegExp {
  return new RegExp(`\\b${WHO}${IS}(?:${rest})`, 'i')
}

function of(kinds: string): RegExp {
  return new RegExp(
    `\\b(?:${kinds})[ :,'"-]+(?:(?:e-?mail|smtp|final|delivery|local|virtual|destination|this|such|mail|or|and|alias|rcpt|the|a|an|valid|of|domain|internet) )*${WHO}\\b`,
    'i',
  )
}

/**
 * The sentences in which the mail servers of the world say why, read from the top: what is said
 * precisely stands above what is said in passing. "User unknown" in front of "your network is
 * blocked" is about the network, and "I tried for five days" about nothing but patience.
 */
export const sentences: ReadonlyArray<readonly [Reason, readonly RegExp[]]> = [
  // Exchange Online knows its recipients at the edge, and says so in these words only.
  [
    'unknown_user',
    [
      /access denied\. as\(201806281\)|addresses rejected ?: access denied .{0,80}outlook\.com/i,
      /may not exist, they may be blacklisted/i,
    ],
  ],
  [
    'virus',
    [
      /virus(es)? (was |has been |were )?(detected|found)|infected (with|by|file|message|mail)|contains? (a )?virus/i,
      /malware|potential .{0,12}security issue|password[- ]protected|\btrojan\b|phishing|\bworm\b/i,
      /(potentially )?executable (file|content|attachment)/i,
      /(blocked|banned|illegal|prohibited|forbidden|restricted|suspicious|dangerous) (file|attachment)/i,
      /(file|attachment)s?( extensions?| types?| names?)? (is|are|was|were) (not |dis)?(allowed|accepted|blocked|prohibited|banned)/i,
      /вирус|ウイルス|ウィルス|病毒/,
    ],
  ],
  [
    'rate',
    [
      /receiving (too much )?mail (at a rate|too quickly)/i,
      /(?<!(user|mailbox|recipient|inbox) (has|contains) )too many (recipients|connections|messages|mails?|e-?mails|sessions|concurrent|errors|invalid|bad commands|simultaneous|smtp)/i,
      /(connection|message|sending|rate|hourly|daily|recipient|session|volume|submission)s?( rate| sending| message| count)? (limit|quota|threshold)s? ?(has been|is|was)? ?(exceeded|reached|hit)/i,
      /rate[- ]?limit|throttl|too fast|slow(ing)? down|frequency limit|we have limits|connection limit|sending limit/i,
      /exceed(ed|s)? (the |your )?(max(imum)? )?(number of|rate|connection|messages? per|sending|hourly|daily|allowed (number|connections))/i,
      /(max(imum)?|limit of) (number of )?(concurrent|connections|messages|e?-?mails|recipients|defers)/i,
      /unusual(ly high)? (rate|amount|volume)|trop de connexions|too many .{0,24}\b(per|in) (one |a |this )?(hour|minute|session|transaction|connection)/i,
    ],
  ],
  [
    'unauthenticated',
    [
      /\bdmarc\b|\bspf\b|\bdkim\b|sender policy framework|sender.?id\b.{0,20}fail/i,
      /authentication (check|information|failure|result|credential)?s? ?.{0,12}fail|fail(s|ed)? (to pass )?.{0,20}authentication/i,
      /\bauth failed|authentication level|unauthenticated (e-?mail|mail|message|sender)|not pass authentication|message (is )?not authenticated/i,
    ],
  ],
  [
    'relaying',
    [
      /relay(ing|ed)?( access| is| was| of mail| to \S+| mail| this)*[ ,:-]*(not )?(denied|prohibited|permitted|allowed|attempt|rejected|refused|disallowed|blocked|forbidden)/i,
      /(unable|(not|isn.t) (allowed|permitted|authori[sz]ed)|refus\w+|cannot|can't|won't) (to )?relay|insecure mail relay|no relay|not .{0,12}\brelay\b|relay(ing)? not|do(es)? not relay|not configured to relay|not (a )?local host|not a gateway|access denied for relay/i,
      /(isn.t|is not|not) in (my|our|the) (list of )?(allowed )?rcpthosts|not local domain|must (be )?authenticate|requires authentication|authentication (is )?required|must log ?in/i,
    ],
  ],
  [
    'moved',
    [
      who('moved|no longer on (this |the )?server|changed to|has changed|forwarded to'),
      /(has|have|is|was) moved|no longer on server|user not local|new (e-?mail )?address|please (try|use|update|forward).{0,24}(instead|<|address)|has been replaced by|ist umgezogen|address.{0,12} changed/i,
    ],
  ],
  [
    'no_mail_service',
    [
      /no (smtp|mail) service|null ?mx|\bnullmx\b/i,
      /(domain|host|server|site)( name)?( \S+)? (never|does ?n[o']t|doesn't) (accept|receive|support|handle)s? (any )?(e-?)?mail/i,
      /(couldn.t|could not|can ?not|can.t) find a mail exchanger|no (valid )?(mx|mail exchanger)( record)?s?\b|smtp protocol returned a permanent error no mx/i,
      /host\/domain does not accept mail|mx .{0,20}points? to (localhost|127\.|0\.0)|name server: \.: host not found/i,
    ],
  ],
  [
    'disabled',
    [
      who(
        'disabled|deactivated|inactive|inactivated|suspended|locked|discontinued|frozen|closed|terminated|expired|not active|not activated|status is locked|administratively (disabled|locked)|blocked due to inactivity|dormant|paused|on hold|out of service|temporarily (unavailable|locked|blocked)',
      ),
      of(
        'disabled|inactive|deactivated|suspended|locked|discontinued|expired|dormant|closed|not active|unused',
      ),
      /(has been|is|was|receiving) (now )?(suspended|disabled|deactivated|inactivated)|due to inactivity|not currently (being )?accept(ed|ing).{0,12} for (this|the) (mailbox|user|recipient|address)|not (been )?active\b|no longer active|overdrawn|permanently disabled|recipient suspend/i,
      /konto .{0,30}(gesperrt|deaktiviert)|заблокирован|приостановлен|отключ[её]н|usuario.{0,20} inactivo|expirado por falta|deaktiviert|zablokowane|nieaktywn|bloccat[oa] per inutilizzo|disatt+ivat|cuenta.{0,20}(desactivada|suspendida)|(compte|bo[iî]te).{0,20}(d[ée]sactiv[ée]|suspendu)/i,
    ],
  ],
  [
    'full',
    [
      who(
        'full|too full|over ?full|over ?(its |the |his |their |disk |storage |mail )*quota|over (the )?(limit|allowed)|exceed(s|ed|ing)|out of (disk |storage )?space|over the (max|size)',
      ),
      /over ?quota|quota[ -]?(limit )?(has been |is |was |would be )?(exceed\w*|full|violation|reached|over)|(disc|disk|storage|mailbox|user|mail) (space )?quota/i,
      /exceed(s|ed|ing)? (the |its |his |their |your |user |mailbox |disk |storage |maximum |max |allowed |local |of |available )*(quota|storage|mailbox|space|disk|allocation)/i,
      /(not enough|no|insufficient) (more )?(mailbox |storage |disk )?(quota|space|room) (left |available |remaining )?(in|for|on) (the |this |his |user|mailbox|recipient|your)/i,
      /not enough (storage|disk)? ?space|mailbox size|mailbox limit|number of messages in recipient.s mailbox|(mail ?)?folder is full|(user|recipient) has too many messages|(box )?space not enough|zu ?viele mails|(mailbox|recipient|user|account) storage full|exhausted .{0,12}(storage|space|quota)|not have enough (space|storage|room)|writing message: file too large|exceeded (storage|mail)|storage (allocation|quota|limit)|too much mail data|(inbox|mailbox).{0,24}\b(limit|full)|\bfull mailbox|out of quota/i,
      /postfach.{0,24}(voll|überfüllt)|bo[iî]te.{0,40}(pleine|saturée)|quota (dépassé|superat|excedid)|(casella|buz[oó]n|caixa).{0,30}(piena|llen[oa]|cheia)|переполнен|превы.{0,20}(квот|лимит|размер.{0,12}ящик)|容量.{0,6}(超|いっぱい|オーバー)|メールボックス.{0,12}(いっぱい|容量|一杯)|(邮箱|郵箱|信箱|空间).{0,8}(已满|已滿|不足)/i,
    ],
  ],
  [
    'system_full',
    [
      /insufficient (system )?(disk |storage)|no space left on device|(file ?system|disk|partition|mail ?system|server).{0,12} (is )?full|(not enough|out of) (free )?(disk|system) space|unable to write message on disk|exceeding cache/i,
    ],
  ],
  [
    'too_big',
    [
      /(message|mail|letter|body|content|attachment|headers?|data|file)s?( size| length| body| data| text)?[ :]*(is |was |are )?(too|to) (large|big|long)/i,
      /(size|length)( of the message| limit)?[ :]*(\S+ )?(exceed|is too|too|violat|over|greater|larger|limit)|exceed(s|ed|ing)?.{0,60}\b(size|length)\b|(maximum|max\.?|allowed|fixed) (message |mail |permitted |allowed )*(size|length)/i,
      /larger than|too (large|big)\b|line (limit|length|too long)|recipsizelimit|bytes? (limit|exceed)|maxmessagesize/i,
      /trop (volumineux|grand|gros)|zu gro(ß|ss)|demasiado grande|サイズ.{0,12}(超|大き)|слишком (большо|велик)|过大/i,
    ],
  ],
  [
    'loop',
    [
      /mail(er)? ?(for \S+ )?loop|\blooping\b|loops? (back to|detected)|too many (hops|received)|routing loop|hop count|maximum hop|\bmx\b.{0,60}points? back/i,
    ],
  ],
  [
    'blocked',
    [
      /(dns|r|ur)bls?\b|black ?list|block ?list|deny ?list|spamhaus|spamcop|sorbs|barracudacentral|cloudmark|dnswl|senderscore|senderbase|invaluement|abuseat/i,
      /bl?ocked (by|using|at|for|from|because|due|on)\b(?!.{0,16}spam.?(assassin|pattern|filter|check|detect))/i,
      /(reverse|ptr|rdns)( dns)?[ -]?(dns|lookup|record|entry|resolution|hostname|is |for |not |fail|map)|no ptr|fix reverse|unverif\w+ (sending )?ip|cannot find your (reverse|hostname)|cannot resolve your/i,
      /\b(ip|host|client|network|your (mail )?server|sending (server|ip)|sender ip|ip address|netblock|subnet)( address)?( \[?[\d.:a-f]+\]?| \S+)?[ ,:]*(is |was |has been |have been |are |temporarily )*(blocked|banned|listed|deferred|blacklisted|refused|rejected|denied|not (allowed|accepted|welcome|permitted))/i,
      /reputation|(bad|poor|dynamic) (ip|host|helo)|dynamic(ally)?[ -](assigned|ip|address|allocated)|temporarily deferred|\[TS\w?\d\d\]|\[TSS?\d\d\]|user complaints|unexpected volume/i,
      /not permitted to connect|messages from \[?[\d.]+\]? weren.t sent|\bs3(140|150|113)\b|\bs775\b|\bas\(?\d{3,}|part of (your|their) network|client host|connect(ion)?s?( was| from \S+)? (not accepted|rejected|refused from|denied)/i,
      /gr[ae]y-?list|resources temporarily unavailable|service refuse|adresse ip|go away|refused to talk to me|helo (command )?(rejected|invalid|is )|(invalid|bogus|bad) helo/i,
      /\b(ou|sc|dy|rp)-00\d\b|access from your (location|country|network)|permanently deferred|too many bounces|you (are|have been|were) (not (allowed|welcome)|blocked|banned|rejected)|banned send|ip.{0,30}(blocked|banned)|заблокирован.{0,20}ip/i,
    ],
  ],
  [
    'unwanted',
    [
      /(recipient|user|addressee|account) (preferences|policy|does ?n[o']t (want|wish)|only accepts?|has (blocked|refused|restrict))|(blocked|refused|rejected) by (the |this )?(recipient|user|addressee)/i,
      /only accepts? (mail|messages|e-?mail)|delivery restriction|not (allowed|permitted|authori[sz]ed) to (send|post|mail) (to|mail|message|e-?mail)|permission to (send|post|publish|submit)/i,
      /not (a )?(list )?(member(?! of (the |this )?domain)|subscri)|(user|recipient|addressee) refuse[sd] to (receive|accept)|members? only|non-members?|restricted to|(authorized|authenticated) senders|list (is )?closed|does not accept (mail|messages|e-?mail) (from|with)|personal(ized)? (black|block)|дозволу публікувати|not accept(ing|ed)? (mail|messages|e-?mail) (from|with)|sender not in .{0,16}list|rule imposed/i,
    ],
  ],
  [
    'spam',
    [
      /spam|bounce attack|mass[- ]?mail|\bube\b|\buce\b|\bjunk\b|unsolicited|bulk (e-?)?mail/i,
      /content[ :]*(was |has been |is )*(reject(ed)?\b|blocked|refused|denied|violat|filter)|(rejected|blocked|refused|denied|filtered) .{0,24}(content|filter)/i,
      /bayesian|score (is )?(too high|of|exceed)|(message|mail) (was |has been )?(scored|classified|flagged|filtered)|dcc rejected|\brazor\b|surbl|uribl|bogofilter|looks like|suspicious|advertis|bulk email filter/i,
      /спам|垃圾/,
    ],
  ],
  [
    'encryption',
    [
      /(must|should) (first )?(issue|use) (a )?(starttls|tls)|starttls|support (tls|encryption)|tls (is )?(required|not|handshake|fail|negotiation|session)|encryption (is )?(required|needed)|certificate|requires? (tls|encryption)|(ssl|tls) (error|failure)/i,
    ],
  ],
  [
    'sender',
    [
      /\b(sender|originator|envelope.?from|return.?path|mail from|from)( e-?mail)?( address| domain|'s domain)*[ :]*(is |was |has been |could |can |does )*(reject|denied|refused|not |invalid|unknown|doesn't|verif|cannot|must|unacceptable|blocked|bad|malformed|missing)/i,
      /(could ?n.t|could not|cannot|can.t|unable to) verify (the )?(sender|from|return|envelope)|(invalid|unroutable|unrouteable|unknown|bad|illegal|forged|unverified|unresolvable|rejected) (the )?(sender|from|return|envelope|originator)/i,
      /domain of sender|\bsender\b.{0,60} has no\b|mail ?from\b.{0,60}mismatch|sender domain|sender verify|null sender|empty (envelope|sender)|backscatter|(bounces?|null) (messages? )?(are |is )?not (allowed|accepted)|from .{0,30}does not (resolve|match)/i,
    ],
  ],
  [
    'network',
    [/(malformed|unexpected) .{0,12}name ?server repl|host ?name lookup fail|dns query failed/i],
  ],
  [
    'system',
    [
      /mailer error|(?<!found in (the )?)\bldap\b|\bdbi\b|procmail|too many clients|command (died|failed)/i,
    ],
  ],
  [
    'network',
    [
      /dns (error(?!: (domain|host))|lookup|server)|servfail|temporary (dns|lookup|name)|temporar\w+ .{0,24}(lookup|resolve|resolution)/i,
    ],
  ],
  [
    'unknown_host',
    [
      /\b(host|domain|mail ?server|server|mail exchanger|destination)( ?names?)?( or domain name)?( (?!returned)\S+)?[ :,]*(is |was |name )*(unknown|not found|not known|invalid|(does not|doesn't|did not|doesnt) exist|not exist|nonexist|unrout\w+|unresolv\w+|could not be (found|resolved)|cannot be (found|resolved)|lookup (fail|error)|not resolv|has expired|isn.t valid)/i,
      /(unknown|no such|invalid|illegal|unresolvable|unrouteable|unroutable|bad|non-?existent|mistyped|wrong) (mail |destination |remote |recipient )*(host|domain|hostname|server|system|host\/domain)/i,
      /nxdomain|name or service not known|nodename nor servname|type=(a|mx|aaaa)|no route to (domain|host ?name)|unrout(e)?able (mail )?domain|relevant mx|no such domain|unable to route|no route found to domain/i,
      /(could ?n.t|can ?not|can.t|could not|unable to) (find|resolve|locate|look ?up) (any |a |the |your )?(remote )?(host|domain|mail ?server|ip|server|gateway|destination|mx|dns|address for)/i,
      /(domain|domäne|домен).{0,40}(not (valid|registered|exist)|nicht gefunden|existiert nicht|unbekannt|не (найден|существует))|неизвестный домен|ドメイン.{0,12}(見つかり|存在し)/i,
    ],
  ],
  [
    'unknown_user',
    [
      who(
        "unknown|unrecogni[sz]ed|not (found|known|valid|recogni[sz]ed|listed|exist\\w*|a (valid|known|local)|local|registered|our|resolved|defined|correct|right)|no longer|invalid|non-?exist\\w*|unrout\\w+|undefined|n[o']t exist|doesn'?t (exist|have|match|appear|work)|don't (exist|match)|couldn.t be found|deleted|removed|no such|isn.t (a |here|known|valid|listed)|wrong|misspelled|absent",
      ),
      of(
        'unknown|no such|invalid|unrout\\w+|non-?existent|bad|undefined|unrecogni[sz]ed|illegal|wrong|not (a |an |our )?(valid|known|existing|local)?|no|no valid|no local|incorrect|missing|unrecognizable|ambiguous',
      ),
      /(couldn.t|could not|cannot|can.t|unable to|failed to) (find|locate|resolve|look ?up) (the |this |that |any |your |a )*(user|recipient|mailbox|address|account|name|local|entry)/i,
      /(user|mailbox|account|recipient|address|person).{0,60}\b(does ?n.?t|does not|do not|did not|no longer|never|not) (exist|have|match|appear|found|known|available here)/i,
      /does not have (a |an |any )?.{0,40}(account|mailbox|user|address)|doesn't have (a |an |any )?.{0,40}(account|mailbox|user|address)|no .{0,24}(mailbox|account|person|user|recipient) (here|by|with|of|exists)|not listed in|recipnotfound|adr\.ex|not.{0,12}(found|listed|in) .{0,30}(directory|address book|alias|database|table|list of users)|not known at this site|no longer (employed|works|with us|at this|valid|available|in use)|has left|nobody (here )?by that name|who (is|are) you|is not a .{0,24}(user|mailbox|account)|expn|alias.{0,12}(fail|expan)|no such person|no such id\b|cannot deliver mail for|not unique|path no exist|not a member of (the |this )?domain|no ?one with that|no longer an employee|not found in (the )?ldap|find alias|there is no (user|mailbox)|(exactly|not) match an?\b.{0,24}address|not an? (active|valid|known) (address|user|mailbox|account)/i,
      /unbekannt\w* (empf|benutz|adress|nutzer)|(empfänger|benutzer|nutzer|adresse).{0,40}(unbekannt|nicht (gefunden|bekannt|vorhanden|existiert))|existiert nicht/i,
      /destin\w*\.? (sconosciut|errat)|nie istnieje|nie ma takiego|(destinataire|utilisateur|adresse|bo[iî]te|compte).{0,40}(inconnu|existe pas|invalide|introuvable|inexistant)|(usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta|utente|indirizzo|casella|usuário|destinatário|endereço|conta).{0,40}(desconocid|no existe|inexistente|no encontrad|sconosciut|inesistent|non (esiste|trovat)|desconhecid|não existe|não encontrad)/i,
      /(пользовател|получател|адрес|ящик|аккаунт).{0,50}(не (найден|существует|зарегистрирован)|неизвест|несуществу|удал[её]н)|нет такого|отсутствует|неизвестн.{0,12}(пользовател|получател|адрес)/i,
      /リストにありません|見つかりません|存在しません|(ユーザ|宛先|アドレス).{0,16}(いません|ありません|不明|ませんでした)|(用户|用戶|收件人|邮箱|信箱|地址).{0,8}(不存在|无效|找不到)|(gebruiker|adres).{0,30}(onbekend|bestaat niet)|(użytkownik|adres|skrzynka).{0,30}(nie istnieje|nieznan)/i,
    ],
  ],
  [
    'network',
    [
      /(connection|connect|conversation|session|link|network|host|read|write|socket|name server)( \S+){0,6} (timed? ?out|refused|reset|dropped|closed|lost|broken|failed|error|terminated|unreachable|is down)|connection (was )?(refused|reset|dropped|closed|lost)|timed out|(?<!retry )time ?out|lost connection|broken pipe|no route to host/i,
      /(unable|not able|failed) to (connect|establish|contact|reach)|(could ?n.t|can ?not|can.t|wasn.t able to) (connect|contact|reach|establish)|not reachable|unreachable|did not respond|not respond|no answer from|malformed (mx|dns)|lowest numbered mx|dial tcp|stream error|econnrefused|bad connection|hostname lookup|host name lookup|host lookup|lookup fail/i,
    ],
  ],
  [
    'protocol',
    [
      /(syntax|protocol) error|command (not|unrecogni[sz]ed|rejected|parameter|out of|unknown)|unrecogni[sz]ed (command|parameter)|(bad|wrong) (command )?sequence|not implemented|bare (lf|cr|newline)|(malformed|duplicate|multiple) .{0,24}(header|address|from|field|message-id)|multiple addresses in from|8.?bit|rfc ?-?(28|53|8)[0-9]{2}|malformed|improper use|header are not accepted|nul characters?|incorrectly constructed|unexpected response|non-?compliant|invalid character|message-id|bad (header|date)/i,
    ],
  ],
  [
    'content',
    [
      /media error|(mime|charset|encoding|conversion|content)( type)?.{0,24}(not (supported|allowed|acceptable)|error|fail|invalid|mismatch|malformed)|unacceptable (mime|content)|(illegal|bad|invalid) (content|mime|body)|forbidden (word|content)/i,
    ],
  ],
  ['policy', [/due to policy|policy (restrict|reason|violation)/i]],
  [
    'perhaps_unknown',
    [
      who(
        'unavailable|rejected|undeliverable|refused|not (available|accepted|allowed|ok)|denied|disallowed|cannot be|verification failed',
      ),
      of('undeliverable|unavailable|unacceptable|rejected'),
      /no thank you|undeliverable address|requested (mail )?action not taken: mailbox|rcpt (to )?(failed|rejected)/i,
    ],
  ],
  [
    'system',
    [
      /mailer error|(system|internal|configuration|config|software|ldap|database|transport|processing|programming|local|server)( \S+)? (error|failure|problem|exception|fault|misconfig)|can.t create|temporary (failure|error|problem)|(unable to|can.t|cannot|could not) (open|write|lock|chdir|create|run|fork|exec|contact|read|append|access|switch|process)|out of memory|technical (problem|difficult|error)|procmail|maildir|command (failed|died|output)|(return|exit)(ed|ing)? (with )?(code|status|error|value)|sorry, too many clients|segmentation|try again|temporarily|on hold|service (is )?(currently )?unavailable|overload|deferred|bad file|permission denied/i,
    ],
  ],
  [
    'policy',
    [
      /polic(y|ies)|(access|delivery|permission|transaction|message|mail|service)[ :]*(is |was |has been )?(denied|not (permitted|authori[sz]ed|allowed|accepted)|prohibited|rejected|blocked|refused)|(access|transaction) failed|prohibited|not (permitted|authori[sz]ed|allowed)|security|administrative|banned|disallowed|forbidden|restricted|blocked|refused|rejected|denied|administratively/i,
    ],
  ],
  [
    'expired',
    [
      /expired|(in|on) (the |our )?(delivery |mail )?queue|too long|(not|n.t) (be )?deliver(ed)?( it| your (mail|message))? (for|within|in|after|during)|giv(e|ing) up|gave up|retry time|(after|within|for) (more than |the last )?(\d+|several|multiple|the allowed|many) (days?|hours?|attempts|retries|tries|seconds)|been (failing|trying|queued)|(no longer|not going to|will not|won.t) (try|retry)|failed \d+ attempts|delayed|not yet|delivery attempts|retries/i,
    ],
  ],
]
