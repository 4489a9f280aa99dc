import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { Alarm } from '../../cases/index.ts'

/** An alarm in words, for a list. */
export function alarmText({ t, lang }: View, alarm: Alarm): string {
  if (alarm.kind === 'quiet') return t('cases.alarm_quiet', { days: alarm.days })
  const day = formatDay(lang, alarm.on)
  if (alarm.kind === 'sentence_over') {
    return t('cases.alarm_sentence_over', { day, person: alarm.personKey })
  }
  return t(`cases.alarm_${alarm.kind}`, { day })
}
