// right: three sellers with names, who load and store the last tickets and say what they sold

import { type Lock, type LockClass, withLock } from "#lesson/02-locks/lock.ts";
import { WakesTooEarly } from "#lesson/02-locks/wrong-locks.ts";
import { defineScenario } from "#workbook/explorer/index.ts";

function sell(lock: Lock, left: Int32Array): boolean {
  return withLock(lock, () => {
    const seen = Atomics.load(left, 0);
    if (seen === 0) return false;
    Atomics.store(left, 0, seen - 1);
    return true;
  });
}

export function sellUnder(LockUnderTest: LockClass) {
  return defineScenario({
    name: "three sellers, two tickets",
    memory: { left: [2], lock: LockUnderTest.length },
    threads: [
      function ann(m) {
        return sell(new LockUnderTest(m.lock), m.left);
      },
      function bo(m) {
        return sell(new LockUnderTest(m.lock), m.left);
      },
      function cy(m) {
        return sell(new LockUnderTest(m.lock), m.left);
      },
    ],
    final: (m, sold) =>
      (m.left[0] === 0 && sold.filter(Boolean).length === 2) ||
      `${sold.filter(Boolean).length} of 2 tickets are sold, ${m.left[0]} are left`,
  });
}

export default sellUnder(WakesTooEarly);
