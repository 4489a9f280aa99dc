import { encode } from 'uqr'

/** Light modules around the code, as the standard wants (ISO/IEC 18004). */
const QUIET_MODULES = 4
const MODULE_PIXELS = 4

/** A QR code drawn here, black on white also in the dark, since scanners expect it so. */
export function QrCode({ payload, label }: { payload: string; label: string }) {
  // Level M, without a higher one where it would fit: EPC069-12 (payments) asks for it.
  const { data, size } = encode(payload, { ecc: 'M', boostEcc: false, border: QUIET_MODULES })
  const pixels = size * MODULE_PIXELS
  return (
    <svg
      class="qr-code"
      role="img"
      aria-label={label}
      width={pixels}
      height={pixels}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={data.map(drawRow).join('')} />
    </svg>
  )
}

/** Neighbouring dark modules become one rectangle. */
function drawRow(modules: boolean[], y: number): string {
  const runs = modules.map((isDark) => (isDark ? '1' : '0')).join('')
  return [...runs.matchAll(/1+/g)]
    .map(({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join('')
}
