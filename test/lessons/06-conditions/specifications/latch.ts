// What a latch must do: count down to 0 and no further, and let nobody through before.

import type { Latch } from "#exercise/06-conditions/latch.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  left: number;
}

export function specifyLatch(type: typeof Latch, count: number, shapes: number[][]) {
  return defineSpecification<State, Latch>({
    name: "latch",
    starts: [
      {
        name: `${count} left to do`,
        state: { left: count },
        memory: () => ({ latch: type.length }),
      },
    ],
    open: (m) => new type(m.latch, count),
    calls: [
      {
        name: "countDown()",
        model: (latch) => {
          latch.left = Math.max(0, latch.left - 1);
        },
        real: (latch) => latch.countDown(),
      },
      {
        name: "wait()",
        model: ({ left }) => (left === 0 ? true : mustWait),
        real: (latch) => latch.wait(),
      },
      ...[8, 0].map((timeoutMs) => ({
        name: `wait(${timeoutMs})`,
        model: ({ left }: State) => (left === 0 ? true : mustWait),
        otherwise: ({ left }: State) => (left === 0 ? mustWait : false),
        timeoutMs,
        real: (latch: Latch) => latch.wait(timeoutMs),
      })),
      { name: "remaining", model: ({ left }) => left, real: (latch) => latch.remaining },
    ],
    look: { name: "remaining", model: ({ left }) => left, real: (latch) => latch.remaining },
    shapes,
  });
}
