// Drepper's three mutexes: calls for an uncontended round, and what the explorer says of them.

import { mutexOne, mutexThree, mutexTwo } from "#lesson/02-locks/drepper.ts";
import { explore } from "#workbook/explorer/index.ts";

function increment(mutex: typeof mutexOne, count: number) {
  return explore(
    {
      name: `${count} increments`,
      memory: { cell: 1, counter: 1 },
      threads: {
        count,
        run: (m) => {
          mutex.lock(m.cell);
          m.counter[0]++;
          mutex.unlock(m.cell);
        },
      },
      final: (m) => m.counter[0] === count,
    },
    { maxStates: 1_000 },
  );
}

for (const [name, mutex] of Object.entries({ mutexOne, mutexTwo, mutexThree })) {
  // One thread alone: each transition is an operation, and two of them are the `++`.
  const calls = increment(mutex, 1).transitions - 2;
  const [two, three] = [increment(mutex, 2), increment(mutex, 3)];
  console.log(`${name.padEnd(11)} ${calls} calls, 2 threads: ${two.verdict}, 3: ${three.verdict}`);
}
