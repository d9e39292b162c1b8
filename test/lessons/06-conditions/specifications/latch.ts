// What a latch must do: count down to 0 and no further, and let nobody through before.

import type { Latch } from "#exercise/06-conditions/latch.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  left: number;
  /** Whoever counts to 0 opens it then: for a moment nothing is left to do, and a wait may still give up. */
  isOpen: boolean;
}

export function specifyLatch(type: typeof Latch, count: number, shapes: number[][]) {
  return defineSpecification<State, Latch>({
    name: "latch",
    starts: [
      {
        name: `${count} left to do`,
        state: { left: count, isOpen: false },
        memory: () => ({ latch: type.length }),
      },
    ],
    open: (m) => new type(m.latch, count),
    calls: [
      {
        name: "countDown()",
        model: (latch) => {
          const isLast = latch.left === 1;
          latch.left = Math.max(0, latch.left - 1);
          return isLast;
        },
        afterwards: (latch, isLast) => {
          if (isLast === true) latch.isOpen = true;
        },
        real: (latch) => latch.countDown(),
      },
      {
        name: "wait()",
        model: ({ isOpen }) => isOpen || mustWait,
        real: (latch) => latch.wait(),
      },
      ...[8, 0].map((timeoutMs) => ({
        name: `wait(${timeoutMs})`,
        model: ({ isOpen }: State) => isOpen || mustWait,
        otherwise: ({ isOpen }: State) => (isOpen ? mustWait : false),
        timeoutMs,
        real: (latch: Latch) => latch.wait(timeoutMs),
      })),
      { name: "remaining", model: ({ left }) => left, real: (latch) => latch.remaining },
    ],
    look: { name: "remaining", model: ({ left }) => left, real: (latch) => latch.remaining },
    // To have no time is the same in company.
    allows: (threads) => threads.length === 1 || !threads.flat().includes("wait(0)"),
    shapes,
  });
}
