// What locks that one can give up waiting for must do: let in one thread at a time, end when the time is over, and forget nobody.

import type { TimedMutex } from "#exercise/05-deadlock/try-lock-for.ts";
import { LockError } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  isTaken: boolean;
  count: number;
}

interface Guarded {
  lock: TimedMutex;
  /** Plain: read and written with the lock held alone. */
  count: Int32Array;
}

function take(state: State): boolean {
  if (state.isTaken) return false;
  state.isTaken = true;
  return true;
}

/** Whether it may give up: only if the lock is taken, and only before it has it. */
function giveUp({ isTaken }: State, hasIt: unknown): false | typeof mustWait {
  return isTaken && hasIt === null ? false : mustWait;
}

function countAndUnlock(state: State, hasIt: unknown): number | false {
  if (hasIt !== true) return false;
  state.count += 1;
  state.isTaken = false;
  return state.count;
}

function countUnder({ lock, count }: Guarded, hasIt: boolean): number | false {
  if (!hasIt) return false;
  const value = (count[0] ?? 0) + 1;
  count[0] = value;
  lock.unlock();
  return value;
}

/** `tryLockFor`, beside `lock` and `unlock` of the mutex that it belongs to. */
export function specifyTimedMutex(type: typeof TimedMutex, shapes: number[][]) {
  return defineSpecification<State, Guarded>({
    name: "timed mutex",
    starts: [
      {
        name: "the lock is free",
        state: { isTaken: false, count: 0 },
        memory: () => ({ lock: Mutex.length, count: 1 }),
      },
    ],
    open: (m) => ({ lock: new type(m.lock), count: m.count }),
    calls: [
      ...[8, 0].map((timeoutMs) => ({
        name: `count under tryLockFor(${timeoutMs})`,
        model: (state: State) => take(state) || mustWait,
        afterwards: countAndUnlock,
        otherwise: giveUp,
        timeoutMs,
        // Its contract: who is woken in time and finds that another thread was faster sleeps again.
        maySleepAnew: true,
        real: (guarded: Guarded) => countUnder(guarded, guarded.lock.tryLockFor(timeoutMs)),
      })),
      {
        name: "count under lock()",
        model: (state) => take(state) || mustWait,
        afterwards: countAndUnlock,
        real: (guarded) => {
          guarded.lock.lock();
          return countUnder(guarded, true);
        },
      },
      {
        name: "lock() forever",
        model: (state) => (take(state) ? undefined : mustWait),
        real: ({ lock }) => lock.lock(),
      },
    ],
    errors: [LockError],
    // To have no time is the same in company.
    allows: (threads) => threads.length === 1 || !threads.flat().join().includes("tryLockFor(0)"),
    shapes,
  });
}
