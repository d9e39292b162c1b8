// Dining philosophers who take the lower fork first; promela/philosophers.pml is the same in Promela.
import { defineScenario, type Scenario } from "#workbook/explorer/index.ts";
import { acquire, release } from "./futex-lock.ts";

export function dine(philosophers: number, rounds: number): Scenario<{ forks: number }> {
  return defineScenario({
    name: `dining philosophers, ${philosophers} × ${rounds}`,
    memory: { forks: philosophers },
    threads: {
      count: philosophers,
      run: (m, id) => {
        const lower = Math.min(id, (id + 1) % philosophers);
        const higher = Math.max(id, (id + 1) % philosophers);
        for (let round = 0; round < rounds; round++) {
          acquire(m.forks, lower);
          acquire(m.forks, higher);
          release(m.forks, higher);
          release(m.forks, lower);
        }
      },
    },
  });
}
