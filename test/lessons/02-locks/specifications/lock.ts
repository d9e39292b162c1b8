// What a lock must do: let in one thread at a time, and everybody in the end.

import { type Lock, LockError } from "#lesson/02-locks/lock.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  isTaken: boolean;
  count: number;
}

interface Guarded {
  lock: Lock;
  /** Read and written with the lock held alone. */
  count: Int32Array;
}

type LockType = { new (cells: Int32Array): Lock; readonly length: number };

function countUp({ count }: Guarded): number {
  const value = (count[0] ?? 0) + 1;
  count[0] = value;
  return value;
}

const unlocks = "unlock()";
const tries = "tryLock()";

/** One gives back what no thread has, beside another that tries. If it is refused, the other must not notice. */
const isRefused = (threads: readonly (readonly string[])[]): boolean =>
  threads.map((names) => names.join()).join("; ") === [unlocks, tries].join("; ");

/** @param maySpin waiters need not sleep */
export function specifyLock(type: LockType, maySpin: boolean, shapes: number[][]) {
  const take = (state: State): boolean => {
    if (state.isTaken) return false;
    state.isTaken = true;
    return true;
  };
  const countAndUnlock = (state: State): number => {
    state.count += 1;
    state.isTaken = false;
    return state.count;
  };
  return defineSpecification<State, Guarded>({
    name: "lock",
    maySpin,
    starts: [
      {
        name: "the lock is free",
        state: { isTaken: false, count: 0 },
        memory: () => ({ lock: type.length, count: 1 }),
      },
    ],
    open: (m) => ({ lock: new type(m.lock), count: m.count }),
    calls: [
      {
        name: "count under lock()",
        model: (state) => take(state) || mustWait,
        afterwards: countAndUnlock,
        real: (guarded) => {
          guarded.lock.lock();
          const value = countUp(guarded);
          guarded.lock.unlock();
          return value;
        },
      },
      {
        name: "count under tryLock()",
        model: take,
        afterwards: (state, hasIt) => hasIt === true && countAndUnlock(state),
        real: (guarded) => {
          if (!guarded.lock.tryLock()) return false;
          const value = countUp(guarded);
          guarded.lock.unlock();
          return value;
        },
      },
      {
        name: "lock() forever",
        model: (state) => (take(state) ? undefined : mustWait),
        real: ({ lock }) => lock.lock(),
      },
      {
        name: unlocks,
        model: (state) => {
          if (!state.isTaken) throw new LockError("");
          state.isTaken = false;
        },
        real: ({ lock }) => lock.unlock(),
      },
      { name: tries, model: take, real: ({ lock }) => lock.tryLock() },
    ],
    look: {
      name: "the lock",
      model: ({ isTaken }) => (isTaken ? "taken" : "free"),
      real: ({ lock }) => (lock.tryLock() ? "free" : "taken"),
    },
    errors: [LockError],
    allows: (threads) => {
      const names = threads.flat();
      // Only a thread alone knows whether it is its own lock that it gives back.
      if (names.includes(tries) || (names.includes(unlocks) && threads.length > 1))
        return isRefused(threads);
      return true;
    },
    shapes,
  });
}
