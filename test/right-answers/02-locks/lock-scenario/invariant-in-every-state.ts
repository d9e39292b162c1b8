// right: an invariant counts the threads inside, in every state and not at the end alone

import type { LockClass } from "#lesson/02-locks/lock.ts";
import { LooksThenTakes } from "#lesson/02-locks/wrong-locks.ts";
import { defineScenario } from "#workbook/explorer/index.ts";

export function sellUnder(LockUnderTest: LockClass) {
  return defineScenario({
    name: "at most one is inside",
    memory: { lock: LockUnderTest.length, inside: 1 },
    threads: {
      count: 3,
      run: (m) => {
        const lock = new LockUnderTest(m.lock);
        lock.lock();
        Atomics.add(m.inside, 0, 1);
        Atomics.sub(m.inside, 0, 1);
        lock.unlock();
      },
    },
    invariant: (m) => m.inside[0] <= 1 || `${m.inside[0]} threads are inside`,
  });
}

export default sellUnder(LooksThenTakes);
