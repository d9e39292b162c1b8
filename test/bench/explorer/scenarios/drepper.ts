// Drepper's mutex 2 ("Futexes are tricky") around a plain counter; promela/drepper.pml is the same in Promela.
import { defineScenario, type Scenario } from "#workbook/explorer/index.ts";

const { compareExchange, notify, store, sub, wait } = Atomics;

export function drepper(threads: number, rounds: number): Scenario<{ mutex: 1; data: 1 }> {
  return defineScenario({
    name: `Drepper's mutex 2, ${threads} × ${rounds}`,
    memory: { mutex: 1, data: 1 },
    threads: {
      count: threads,
      run: (m) => {
        for (let round = 0; round < rounds; round++) {
          lock(m.mutex);
          m.data[0]++;
          unlock(m.mutex);
        }
      },
    },
    final: (m) => m.data[0] === threads * rounds || `data is ${m.data[0]}`,
  });
}

function lock(mutex: Int32Array): void {
  let before = compareExchange(mutex, 0, 0, 1);
  while (before !== 0) {
    if (before === 2 || compareExchange(mutex, 0, 1, 2) !== 0) wait(mutex, 0, 2);
    before = compareExchange(mutex, 0, 0, 2);
  }
}

function unlock(mutex: Int32Array): void {
  if (sub(mutex, 0, 1) === 1) return;
  store(mutex, 0, 0);
  notify(mutex, 0, 1);
}
