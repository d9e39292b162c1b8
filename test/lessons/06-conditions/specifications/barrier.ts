// What a barrier must do: nobody leaves before all have arrived, and one of them is the last.

import type { Barrier } from "#exercise/06-conditions/barrier.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  arrived: number;
  round: number;
}

/** A thread that has arrived: in which round, and whether as the last. */
interface Arrival {
  round: number;
  isLast: boolean;
}

export function specifyBarrier(type: typeof Barrier, parties: number, shapes: number[][]) {
  return defineSpecification<State, Barrier>({
    name: "barrier",
    starts: [
      {
        name: `${parties} parties`,
        state: { arrived: 0, round: 0 },
        memory: () => ({ barrier: type.length }),
      },
    ],
    open: (m) => new type(m.barrier, parties),
    calls: [
      {
        name: "wait()",
        model: (barrier): Arrival => {
          const { round } = barrier;
          barrier.arrived += 1;
          const isLast = barrier.arrived === parties;
          if (isLast) {
            barrier.arrived = 0;
            barrier.round += 1;
          }
          return { round, isLast };
        },
        afterwards: ({ round }, carried) => {
          const arrival = carried as Arrival;
          return arrival.isLast || (round > arrival.round ? false : mustWait);
        },
        real: (barrier) => barrier.wait(),
      },
    ],
    shapes,
  });
}
