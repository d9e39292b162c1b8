// right: each thread raises a flag inside and throws if it is up already; nothing is counted

import type { LockClass } from "#lesson/02-locks/lock.ts";
import { WokenWritesOne } from "#lesson/02-locks/wrong-locks.ts";
import { defineScenario } from "#workbook/explorer/index.ts";

export function sellUnder(LockUnderTest: LockClass) {
  return defineScenario({
    name: "a turnstile for one",
    memory: { lock: LockUnderTest.length, inside: 1 },
    threads: {
      count: 3,
      run: (m) => {
        const lock = new LockUnderTest(m.lock);
        lock.lock();
        if (Atomics.exchange(m.inside, 0, 1) === 1) throw new Error("two are inside");
        Atomics.store(m.inside, 0, 0);
        lock.unlock();
      },
    },
  });
}

export default sellUnder(WokenWritesOne);
