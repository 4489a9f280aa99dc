/**
 * Loaded before the server: moves its clock forward by `START_LATER_MS`, so that leases which a
 * killed process held have run out without anybody waiting for it.
 */
const laterMs = Number(process.env.START_LATER_MS ?? 0)
const RealDate = Date

globalThis.Date = class extends RealDate {
  static override now(): number {
    return RealDate.now() + laterMs
  }

  constructor(...parts: [] | ConstructorParameters<typeof RealDate>) {
    if (parts.length === 0) super(RealDate.now() + laterMs)
    else super(...(parts as [number]))
  }
} as DateConstructor
