import { AppError, type MessageValues } from '../../../platform/errors.ts'

/** A place in a file; both count from 1. */
export interface Position {
  line: number
  column: number
}

/** One thing wrong with a file: where, and the catalogue message that says what to do. */
export interface FileProblem extends Position {
  file: string
  messageKey: string
  values: MessageValues
}

/** Refuses one or more appeal files, with everything that is wrong with them at once. */
export class AppealFileError extends AppError {
  readonly problems: FileProblem[]

  constructor(problems: FileProblem[]) {
    const first = problems[0]
    super('invalid', 'appeals.file_invalid', {
      count: problems.length,
      file: first?.file ?? '',
      line: first?.line ?? 0,
      column: first?.column ?? 0,
    })
    this.name = 'AppealFileError'
    this.problems = problems
  }
}

/** Collects the problems of one file. */
export class ProblemList {
  readonly problems: FileProblem[] = []
  private readonly file: string

  constructor(file: string) {
    this.file = file
  }

  add(at: Position, messageKey: string, values: MessageValues = {}): undefined {
    this.problems.push({
      file: this.file,
      line: at.line,
      column: at.column,
      messageKey,
      values,
    })
  }

  /** @throws AppealFileError in the order of the file, when there is anything to report */
  throwIfAny(): void {
    if (this.problems.length === 0) return
    throw new AppealFileError(
      this.problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
    )
  }
}
