import {
  type Addressee,
  type CaseDemand,
  type DemandChange,
  type DemandState,
  demandStates,
  type Ledger,
} from '../types.ts'

/** Where a demand stands towards one addressee, with every change that led there. */
export interface AddressedDemand {
  demand: CaseDemand
  addressee: Addressee
  state: DemandState
  /** In the order of their days. */
  changes: readonly DemandChange[]
}

/** Every demand, for each of its addressees; open until a change says otherwise. */
export function addressedDemands({
  demands,
  changes,
}: Pick<Ledger, 'demands' | 'changes'>): AddressedDemand[] {
  const byAddress = Map.groupBy(changes, (each) => `${each.demandId} ${each.addressee}`)
  return demands.flatMap((demand) =>
    demand.addressees.map((addressee) => {
      const found = byAddress.get(`${demand.id} ${addressee.key}`) ?? []
      const ordered = found.toSorted(compare)
      return { demand, addressee, state: ordered.at(-1)?.state ?? 'open', changes: ordered }
    }),
  )
}

/** Of one day, the change that goes furthest comes last; never the one that was recorded last. */
function compare(a: DemandChange, b: DemandChange): number {
  const [one, other] = [keyOf(a), keyOf(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function keyOf({ changedOn, state, key }: DemandChange): string {
  return `${changedOn} ${demandStates.indexOf(state)} ${key}`
}
