// Exercise `lock-scenario`: a scenario in which every wrong lock breaks, and every right one holds.

import type { LockClass } from "#lesson/02-locks/lock.ts";
import { LooksThenTakes } from "#lesson/02-locks/wrong-locks.ts";
import { defineScenario } from "#workbook/explorer/index.ts";

/** Threads that sell tickets, under a lock that may be right or wrong. */
export function sellUnder(LockUnderTest: LockClass) {
  return defineScenario({
    name: "tickets are sold under a lock",
    memory: { lock: LockUnderTest.length, sold: 1 },
    threads: {
      // One has the lock, one is woken, and one may be forgotten.
      count: 3,
      run: (m) => {
        const lock = new LockUnderTest(m.lock);
        lock.lock();
        // Plain: two of these at the same time are a data race.
        m.sold[0]++;
        lock.unlock();
      },
    },
    final: (m) => m.sold[0] === 3 || `${m.sold[0]} tickets are sold, not 3`,
  });
}

// What `npm start -- explore FILE` explores. Put another wrong lock here, or your own mutex.
export default sellUnder(LooksThenTakes);
