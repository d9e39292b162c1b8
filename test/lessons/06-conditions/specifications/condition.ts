// What a condition must do: wake whoever waits for what has changed, lose no notification, and hold the lock around every look.

import type { Condition } from "#exercise/06-conditions/condition.ts";
import { LockError, withLock } from "#lesson/02-locks/lock.ts";
import { Mutex } from "#solution/02-locks/mutex.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";

interface State {
  orders: number;
  /** How often somebody has notified. */
  rings: number;
}

/** Orders on a board, guarded by a lock, announced by a bell. */
interface Kitchen {
  lock: Mutex;
  bell: Condition;
  /** Plain: read and written with the lock held alone. */
  orders: Int32Array;
}

type Bring = (kitchen: Kitchen) => void;

const raw = "bell.wait(";
const withoutLock = "bell.wait(8) without the lock";

function isThere({ orders }: Kitchen): boolean {
  return (orders[0] ?? 0) > 0;
}

function add({ orders }: Kitchen, count: number): void {
  orders[0] = (orders[0] ?? 0) + count;
}

const bringing: { name: string; count: number; real: Bring }[] = [
  {
    name: "bring 1 order, notify()",
    count: 1,
    real: (kitchen) => {
      add(kitchen, 1);
      kitchen.bell.notify();
    },
  },
  {
    name: "bring 2 orders, notifyAll()",
    count: 2,
    real: (kitchen) => {
      add(kitchen, 2);
      kitchen.bell.notifyAll();
    },
  },
  { name: "notifyAll() for nothing", count: 0, real: ({ bell }) => bell.notifyAll() },
];

export function specifyCondition(type: typeof Condition, shapes: number[][]) {
  const takesOne = (state: State) => (state.orders > 0 ? state.orders-- > 0 : mustWait);
  const timed = (timeoutMs: number | undefined) => (timeoutMs === undefined ? {} : { timeoutMs });
  return defineSpecification<State, Kitchen>({
    name: "condition",
    starts: [0, 1].map((orders) => ({
      name: orders === 0 ? "no orders" : "1 order",
      state: { orders, rings: 0 },
      memory: () => ({ lock: Mutex.length, bell: type.length, orders: [orders] }),
    })),
    open: (m) => {
      const lock = new Mutex(m.lock);
      return { lock, bell: new type(m.bell, lock), orders: m.orders };
    },
    calls: [
      {
        name: "take an order after while (…) bell.wait()",
        model: takesOne,
        real: (kitchen) =>
          withLock(kitchen.lock, () => {
            while (!isThere(kitchen)) kitchen.bell.wait();
            add(kitchen, -1);
            return true;
          }),
      },
      ...[undefined, 8, 0].map((timeoutMs) => ({
        name: `take an order after bell.waitUntil(…${timeoutMs === undefined ? "" : `, ${timeoutMs}`})`,
        model: takesOne,
        otherwise: ({ orders }: State) =>
          timeoutMs !== undefined && orders === 0 ? false : mustWait,
        ...timed(timeoutMs),
        real: (kitchen: Kitchen) =>
          withLock(kitchen.lock, () => {
            const isMine = kitchen.bell.waitUntil(() => isThere(kitchen), timeoutMs);
            if (isMine) add(kitchen, -1);
            return isMine;
          }),
      })),
      ...[undefined, 8, 0].map((timeoutMs) => ({
        name: `${raw}${timeoutMs ?? ""})`,
        model: ({ rings }: State) => rings,
        afterwards: ({ rings }: State, carried: unknown) => rings > Number(carried) || mustWait,
        otherwise: (_: State, carried: unknown) =>
          timeoutMs !== undefined && carried !== null ? false : mustWait,
        ...timed(timeoutMs),
        real: ({ lock, bell }: Kitchen) => withLock(lock, () => bell.wait(timeoutMs)),
      })),
      ...bringing.map(({ name, count, real }) => ({
        name,
        model: (state: State) => {
          state.orders += count;
          state.rings += 1;
        },
        real: (kitchen: Kitchen) => withLock(kitchen.lock, () => real(kitchen)),
      })),
      {
        name: "bring 1 order, notify() without the lock",
        model: (state) => {
          state.orders += 1;
          state.rings += 1;
        },
        real: (kitchen) => {
          withLock(kitchen.lock, () => add(kitchen, 1));
          kitchen.bell.notify();
        },
      },
      {
        name: withoutLock,
        model: () => {
          throw new LockError("");
        },
        real: ({ bell }) => bell.wait(8),
      },
    ],
    look: {
      name: "what is left",
      model: ({ orders }) => ({ orders, lock: "free" }),
      real: ({ orders, lock }) => ({ orders: orders[0], lock: lock.tryLock() ? "free" : "taken" }),
    },
    errors: [LockError],
    allows: (threads) => {
      const names = threads.flat();
      if (names.includes(withoutLock)) return threads.length === 1;
      const waits = threads.filter((calls) => calls.some((name) => name.startsWith(raw)));
      // A notification for one who only waits may be meant for another, who then sleeps on.
      return (
        waits.length === 0 || (waits.length === 1 && !names.some((name) => name.startsWith("take")))
      );
    },
    shapes,
  });
}
