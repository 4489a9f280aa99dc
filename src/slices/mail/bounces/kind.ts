import type { OpenedMessage } from './open-message.ts'

/** Whether a mail system speaks, and not a person or somebody's machine. */
export function isFromMailSystem(message: OpenedMessage): boolean {
  const from = `${message.from} ${message.header('from').join(' ')}`
  return (
    message.header('x-failed-recipients').length > 0 ||
    /<\s*>\s*$/.test(from) ||
    /mailer.?daemon|post.?master|mail (delivery|deliver|administrator|system)|delivery (sub)?system|mail.?gateway|mailadmin|bounce|daemon@/i.test(
      from,
    )
  )
}

/** Whether the subject is one that mail systems give to messages which did not arrive. */
export function hasBounceSubject({ subject }: OpenedMessage): boolean {
  return bounceSubjects.test(subject)
}

const bounceSubjects =
  /undeliver|un-?delivered|deliver(y|ing)?[ -].{0,24}(fail|status|notif|problem|error|report|delay|unsuccess|warning)|fail(ed|ure).{0,20}(deliver|notice|mail)|(return(ed|ing)|bounced?) ?(mail|message|to sender|e-?mail)|mail (system )?(error|fail)|failure notice|(could|can)(n.t| ?not) be (delivered|sent)|not delivered|non.?(delivery|remis|distribu|recapit)|nicht (zugestellt|zustellbar)|unzustellbar|rejected|message you sent (blocked|was)|warning: (message|could not)|nondeliverable|not been delivered|unable to deliver|postmaster notify|échec|no (se )?(pudo |ha sido )?entrega|mancat[ao] (consegna|recapito)|falha na entrega|не (было )?доставлен|недоставл|возвращ|невозможно доставить|送信(できません|エラー)|配信(不能|エラー|できません)|配達(できません|不能)|退信|投递失败|无法投递|mail delivery|blocked by|message status|nie dostarczon|onbestelbaar/iu

/** What a mail system says when it gives a letter back, or its way of putting a recipient in front. */
export function saysNotDelivered(text: string): boolean {
  return notDelivered.test(text) || /^<[^\s<>@]{1,64}@[^\s<>@]{1,255}>:[ \t]*$/m.test(text)
}

const notDelivered =
  /(not|n.t|unable to|impossible to|failed to) (yet )?(be |been )?(deliver|sent?\b)|delivery (to|of|has|attempt|fail).{0,60}(fail|problem|error|not)|(error|problem).{0,60}(deliver|sending)|undeliver|permanent (fatal )?error|fatal errors|transcript of session|returned to (the )?sender|(following|these) (address|recipient).{0,60}(fail|error|problem|not)|failed recipients?|(was|been) (rejected|blocked|refused|bounced|returned)|unknown user|user unknown|does not exist|недостав|не (может|могло|было|удалось).{0,30}доставл|nicht zugestellt|送信できません|配信できません|delivery errors|(failure|error) reason/iu

/** Whether a machine answers for somebody (RFC 3834), by its headers, its subject or its first words. */
export function isAutoReply(message: OpenedMessage): boolean {
  const { header, subject } = message
  return (
    header('auto-submitted').some((value) => /^auto-(replied|notified)/i.test(value)) ||
    header('precedence').some((value) => /auto.?reply/i.test(value)) ||
    machineHeaders.some((name) => header(name).length > 0) ||
    autoReplySubjects.test(subject) ||
    /^\s*(this is an auto(matic|mated)|i am (currently )?(away|out of)|i.m (currently )?(away|out of)|(vielen dank|danke).{0,80}automatisch|dies ist eine automatische|ceci est une réponse automatique|это автоматическ)/iu.test(
      message.text,
    )
  )
}

const machineHeaders = [
  'x-autoreply',
  'x-auto-reply',
  'x-autorespond',
  'x-autoreply-from',
  'x-auto-reply-from',
  'x-mail-autoreply',
  'x-autoresponder',
  'x-ms-exchange-inbox-rules-loop',
  'x-yahoo-autoresponder',
  'x-vacation',
]

const autoReplySubjects =
  /^\W*((re|aw|sv|antw|vs|rv|res|ynt|odp|r): *)?(auto(mat(ic|ed|isch\w*|iska?))?[- ]?(reply|response|responder|antwort|re:|svar)|automatic|autoreply|auto:|auto-?re\b|auto-response|out of( the)? office|ooo\b|away\b|vacation|on (holiday|leave|vacation|annual leave)|i am (away|out|on)|absence|absent|abwesen\w*|automatische antwort|réponse automatique|r[eé]p(onse)? auto|message d.absence|absence du bureau|respuesta autom|fuera de (la )?oficina|risposta automatica|fuori sede|resposta autom|ausência|fora do escritório|automatisch antwoord|afwezig|automatiskt? svar|autosvar|poissa|автоответ|автоматическ\w+ ответ|отсутств|нет на месте|автовідповід|自動(返信|応答)|不在|自动(回复|答复)|自動回覆|자동 ?회신|autom?atyczna odpowiedź|automatická odpov|otomatik yan[ıi]t|رد تلقائي|thank you for (your|contacting)|(we|i) (have )?received your|your (message|e-?mail) (has been|was) received|auto.?acknowledg|accusé de réception|acuse de recibo|avviso di ricevimento|eingangsbestätigung)/iu

/** Whether a machine wants a person to prove to be one before it passes the letter on. */
export function isChallenge(message: OpenedMessage): boolean {
  const said = `${message.subject}\n${message.text.slice(0, 4000)}`
  return isFromChallenger(message) || challengeWords.test(said)
}

/** Whether the message comes from a service that does nothing but ask for such proofs. */
export function isFromChallenger({ header, from }: OpenedMessage): boolean {
  return (
    header('x-tmda-fingerprint').length > 0 ||
    header('x-boxtrapper').length > 0 ||
    /tmda|boxtrapper|boxbe|spamarrest|antispam\.uol|bluebottle|challenge-response/i.test(
      `${from} ${header('x-delivery-agent').join(' ')} ${header('x-mailer').join(' ')}`,
    )
  )
}

const challengeWords =
  /(please|must|need to|kindly|to) (confirm|verify|validate|authenticate) (that )?(you|your (message|e-?mail|mail|identity|address)|this (message|mail))|(confirm|release|deliver).{0,60}(reply to this|click (on )?(the|this|here)|following link)|(reply to this (message|e-?mail)|click).{0,60}(will be (delivered|released)|to (confirm|release|deliver|be added))|verif(y|ication) (required|request|needed)|request(ing)? confirmation|confirmation (request|required|needed)|challenge[- ]response|white-?list.{0,60}(reply|confirm|click)|your message (is|has been|was) (being )?held|unconfirmed|prove (that )?you.{0,20}(human|person)|antispam uol|confirmação de (envio|e-?mail)|pendente de confirma|подтвердите.{0,40}(письм|отправ|что)|spam ?arrest|first time (you|sender)/iu
