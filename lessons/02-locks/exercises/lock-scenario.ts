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
      // TODO: how many threads must meet?
      count: 1,
      run: (m) => {
        const lock = new LockUnderTest(m.lock);
        lock.lock();
        // TODO: do something here that goes wrong if two threads are inside.
        lock.unlock();
      },
    },
    // TODO: say what must be true at the end, whatever the schedule.
    final: (m) => true,
  });
}

// What `npm start -- explore FILE` explores. Put another wrong lock here, or your own mutex.
export default sellUnder(LooksThenTakes);
