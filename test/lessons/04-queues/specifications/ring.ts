// What a ring must do: hand on numbers in order, and refuse what does not fit.

import type { Ring } from "#exercise/04-queues/ring.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";

interface State {
  numbers: number[];
}

export function specifyRing(type: typeof Ring, capacity: number, shapes: number[][]) {
  const isProducer = (calls: readonly string[]) => calls.some((name) => name.startsWith("tryPut"));
  const isConsumer = (calls: readonly string[]) => calls.includes("tryGet()");
  return defineSpecification<State, Ring>({
    name: "ring",
    starts: [
      {
        name: `an empty ring for ${capacity}`,
        state: { numbers: [] },
        memory: () => ({ ring: type.lengthFor(capacity) }),
      },
    ],
    open: (m) => new type(m.ring),
    calls: [
      ...[7, 0].map((value) => ({
        name: `tryPut(${value})`,
        model: ({ numbers }: State) => numbers.length < capacity && numbers.push(value) > 0,
        real: (ring: Ring) => ring.tryPut(value),
      })),
      {
        name: "tryGet()",
        model: ({ numbers }) => numbers.shift(),
        mayGiveUndefined: true,
        real: (ring) => ring.tryGet(),
      },
      { name: "size", model: ({ numbers }) => numbers.length, real: (ring) => ring.size },
    ],
    look: { name: "size", model: ({ numbers }) => numbers.length, real: (ring) => ring.size },
    allows: (threads) => {
      const producers = threads.filter(isProducer).length;
      const consumers = threads.filter(isConsumer).length;
      // Its size is exact for a producer and a consumer: whoever looks at it is one of them.
      const lookers = threads.filter((calls) => !isProducer(calls) && !isConsumer(calls)).length;
      return producers <= 1 && consumers <= 1 && producers + consumers + lookers <= 2;
    },
    shapes,
  });
}
