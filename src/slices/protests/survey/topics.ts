import { topic } from '../../../platform/outbox/outbox.ts'

/** A writer is to be asked whether the mission answered. */
export const surveyDue = topic<{ letterId: string }>('protests.survey_due')
