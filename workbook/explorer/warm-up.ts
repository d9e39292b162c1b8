// Explores something small, so that the engine has compiled the explorer before it is needed.

import { defineScenario } from "./contract/scenario.ts";
import { explore } from "./explore.ts";

interface Cells {
  lock: Int32Array;
  count: Int32Array;
}

/** Takes some tenths of a second. */
export function warmUp(): void {
  for (const [count, rounds] of [
    [2, 2],
    [3, 1],
  ] as const) {
    const scenario = defineScenario({
      name: "warm-up",
      memory: { lock: 1, count: 1 },
      threads: {
        count,
        run: (m) => {
          for (let round = 0; round < rounds; round++) addUnderLock(m);
        },
      },
      final: (m) => m.count[0] === count * rounds,
    });
    explore(scenario, { mergeAfterStates: 300, loopRounds: 2_000 });
  }
}

/** The second mutex of Drepper's "Futexes Are Tricky". */
function addUnderLock({ lock, count }: Cells): void {
  if (Atomics.compareExchange(lock, 0, 0, 1) !== 0) {
    while (Atomics.exchange(lock, 0, 2) !== 0) Atomics.wait(lock, 0, 2);
  }
  try {
    (count[0] as number)++;
  } finally {
    if (Atomics.exchange(lock, 0, 0) === 2) Atomics.notify(lock, 0, 1);
  }
}
