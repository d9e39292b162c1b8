// What a counter must do: lose nothing, and not pass a limit.

import type { AtomicCounter } from "#exercise/02-locks/atomic-counter.ts";
import { defineSpecification } from "#workbook/explorer/index.ts";
import { share } from "../fixtures/together.ts";

interface State {
  value: number;
}

export function specifyAtomicCounter(type: typeof AtomicCounter, shapes: number[][]) {
  const startingAt = (value: number) => ({
    name: `the value is ${value}`,
    state: { value },
    memory: () => {
      const cells = share(type.length);
      for (let i = 0; i < value; i++) new type(cells).increment();
      return { counter: [...cells] };
    },
  });
  return defineSpecification<State, AtomicCounter>({
    name: "counter",
    starts: [startingAt(0), startingAt(1)],
    open: (m) => new type(m.counter),
    calls: [
      {
        name: "increment()",
        model: (counter) => {
          counter.value += 1;
          return counter.value;
        },
        real: (counter) => counter.increment(),
      },
      ...[0, 1, 2].map((limit) => ({
        name: `incrementBelow(${limit})`,
        model: (counter: State) => {
          if (counter.value >= limit) return false;
          counter.value += 1;
          return true;
        },
        real: (counter: AtomicCounter) => counter.incrementBelow(limit),
      })),
      { name: "value", model: ({ value }) => value, real: (counter) => counter.value },
    ],
    look: { name: "value", model: ({ value }) => value, real: (counter) => counter.value },
    shapes,
  });
}
