// Lamport's Bakery, one round for each thread; promela/bakery.pml is the same in Promela.
import { defineScenario, type Scenario } from "#workbook/explorer/index.ts";

const { load, store } = Atomics;

type BakeryMemory = { choosing: number; number: number; data: 1 };

export function bakery(threads: number): Scenario<BakeryMemory> {
  return defineScenario({
    name: `Bakery, ${threads} threads`,
    memory: { choosing: threads, number: threads, data: 1 },
    threads: {
      count: threads,
      run: (m, id) => {
        store(m.choosing, id, 1);
        let highest = 0;
        for (let other = 0; other < threads; other++)
          if (other !== id) highest = Math.max(highest, load(m.number, other));
        const mine = highest + 1;
        store(m.number, id, mine);
        store(m.choosing, id, 0);
        for (let other = 0; other < threads; other++) {
          if (other === id) continue;
          while (load(m.choosing, other) === 1);
          while (isBefore(load(m.number, other), other, mine, id));
        }
        m.data[0]++;
        store(m.number, id, 0);
      },
    },
    final: (m) => m.data[0] === threads || `data is ${m.data[0]}`,
  });
}

function isBefore(number: number, other: number, mine: number, id: number): boolean {
  return number !== 0 && (number < mine || (number === mine && other < id));
}
