// The tests of exercise `try-lock-for`. A timeout may fire at any moment of a sleep, or not at all:
// the explorer tries both, so what holds here holds for every number of milliseconds.

import { describe, expect, it } from "vitest";
import { lockBoth, TimedMutex } from "#exercise/05-deadlock/try-lock-for.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import "#workbook/explorer/matcher.ts";
import { alongside } from "../02-locks/fixtures/alongside.ts";
import { joinAll } from "../02-locks/fixtures/together.ts";
import { onSleepingClock } from "../04-queues/fixtures/sleeping-clock.ts";
import { expectToHoldAlone } from "./fixtures/alone.ts";
import { specifyLockBoth } from "./specifications/lock-both.ts";
import { specifyTimedMutex } from "./specifications/try-lock-for.ts";

const clerk = new URL("./fixtures/clerk.ts", import.meta.url);
const once = { attempts: 1, timeoutMs: 5 };
const twice = { attempts: 2, timeoutMs: 5 };

/** How long the sleeps of `work` are. One who sleeps without end finds that the lock was given back. */
function timeoutsOf(work: () => void): string {
  const giveBack = (cells: Int32Array, index: number) => Atomics.store(cells, index, 0);
  return onSleepingClock(work, giveBack).sleptMs.join(", ");
}

function takenLock(): TimedMutex {
  const lock = new TimedMutex(new Int32Array(new SharedArrayBuffer(4)));
  lock.lock();
  return lock;
}

describe("tryLockFor", () => {
  it("takes a lock that is free", (context) => {
    expectToHoldAlone(
      defineScenario({
        name: "a free lock",
        memory: { lock: 1 },
        threads: [
          (m) => {
            const lock = new TimedMutex(m.lock);
            return [lock.tryLockFor(5), lock.tryLock()];
          },
        ],
        final: (_, [said]) =>
          String(said) === "true,false" || `tryLockFor, then tryLock, returned ${said}`,
      }),
      context,
    );
  });

  it("gives up on a lock that stays taken, and leaves it taken", (context) => {
    expectToHoldAlone(
      defineScenario({
        name: "a taken lock",
        memory: { lock: 1 },
        threads: [
          (m) => {
            const lock = new TimedMutex(m.lock);
            lock.lock();
            const said = [lock.tryLockFor(5), lock.tryLock()];
            lock.unlock();
            return said;
          },
        ],
        final: (m, [said]) =>
          String(said) !== "false,false"
            ? `tryLockFor, then tryLock, returned ${said}`
            : m.lock[0] === 0 || "unlock did not free the lock",
      }),
      context,
    );
  });

  it("lets no thread in beside the one that holds the lock, 2 threads × 2 rounds", () => {
    const impatient = (rounds: number) =>
      defineScenario({
        name: "two impatient threads",
        memory: { lock: 1, counter: 1 },
        threads: {
          count: 2,
          run: (m) => {
            let count = 0;
            for (let round = 0; round < rounds; round++) count += countIfPatient(m.lock, m.counter);
            return count;
          },
        },
        final: (m, counts) => holdsCount(m.counter[0], counts),
      });
    expect(impatient(1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(impatient(2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds" });
  });

  it("is woken when the lock is given back, and no timeout fires", () => {
    expect(
      defineScenario({
        name: "time enough for both",
        memory: { lock: 1, counter: 1 },
        threads: { count: 2, run: (m) => countIfPatient(m.lock, m.counter) },
        final: (m) => m.counter[0] === 2 || "a thread gave up, though no timeout fired",
      }),
    ).toHoldUnderEverySchedule({ of: "2 threads × 1 round", timeouts: "never" });
  });

  it("forgets no thread that waits without a timeout, 3 threads × 1 round", () => {
    const patient = (m: { lock: Int32Array; counter: Counter }) =>
      countWithPatience(m.lock, m.counter);
    expect(
      defineScenario({
        name: "one impatient thread among patient ones",
        memory: { lock: 1, counter: 1 },
        threads: [
          function impatient(m) {
            return countIfPatient(m.lock, m.counter);
          },
          patient,
          patient,
        ],
        final: (m, counts) => holdsCount(m.counter[0], counts),
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });
});

describe("lockBoth", () => {
  it("takes two locks that are free", (context) => {
    expectToHoldAlone(
      defineScenario({
        name: "two free locks",
        memory: { pen: 1, notebook: 1 },
        threads: [
          (m) => {
            const [pen, notebook] = [new TimedMutex(m.pen), new TimedMutex(m.notebook)];
            return [lockBoth(pen, notebook, once), pen.tryLock(), notebook.tryLock()];
          },
        ],
        final: (_, [said]) =>
          String(said) === "true,false,false" || `lockBoth, then tryLock of each, returned ${said}`,
      }),
      context,
    );
  });

  it("ends when its attempts are used up, and lets nothing in beside it, 2 threads × 2 rounds", () => {
    expect(oppositeOrders(1, once)).toHoldUnderEverySchedule({ of: "2 threads × 1 round" });
    expect(oppositeOrders(2, once)).toHoldUnderEverySchedule({
      of: "2 threads × 2 rounds",
      mergeAfterHistories: 60_000,
    });
  });

  it("holds neither lock while it tries again, 2 threads × 2 attempts", () => {
    expect(oppositeOrders(1, twice)).toHoldUnderEverySchedule({
      of: "2 threads × 2 attempts",
    });
  });

  it("lets a ring of three pass, 3 threads × 1 round", () => {
    expect(
      defineScenario({
        name: "a ring of three locks",
        memory: { locks: 3, counters: 3 },
        threads: {
          count: 3,
          run: (m, id) => {
            const next = (id + 1) % 3;
            const [one, other] = [id, next].map((n) => new TimedMutex(m.locks.subarray(n, n + 1)));
            if (!one || !other || !lockBoth(one, other, once)) return 0;
            for (const n of [id, next]) m.counters[n] = (m.counters[n] ?? 0) + 1;
            one.unlock();
            other.unlock();
            return 2;
          },
        },
        final: (m, counts) =>
          m.locks.some((cell) => cell !== 0)
            ? "a lock is still taken"
            : holdsCount(
                m.counters.reduce((sum, n) => sum + n),
                counts,
              ),
      }),
    ).toHoldUnderEverySchedule({ of: "3 threads × 1 round" });
  });
});

it("behaves in every small program as if each call were one step", () => {
  expect(specifyTimedMutex(TimedMutex, [[1], [1, 1], [1, 1, 1]])).toHoldInEveryProgram();
  expect(specifyLockBoth({ TimedMutex, lockBoth }, [[1], [1, 1]])).toHoldInEveryProgram();
});

describe("how long they sleep", () => {
  it("lets tryLockFor sleep for as long as it is told", () => {
    const taken = takenLock();
    const timeouts = timeoutsOf(() => taken.tryLockFor(700));
    expect(timeouts, "milliseconds that tryLockFor(700) sleeps").toMatch(/^(700)?$/);
  });

  it("lets lockBoth sleep for as long as it is told, at each attempt", () => {
    const patience = { attempts: 1, timeoutMs: 700 };
    for (const isTakenFirst of [false, true]) {
      const pair = [new TimedMutex(new Int32Array(new SharedArrayBuffer(4))), takenLock()];
      const [one, other] = (isTakenFirst ? pair.reverse() : pair) as [TimedMutex, TimedMutex];
      const timeouts = timeoutsOf(() => lockBoth(one, other, patience));
      expect(timeouts, "milliseconds that an attempt of lockBoth sleeps").toMatch(/^(700)?$/);
    }
  });
});

it(
  "counts right with real threads, 2 threads × 200 rounds",
  alongside(async () => {
    const cells = new Int32Array(new SharedArrayBuffer(12));
    await joinAll(clerk, [{ cells }, { cells }]);
    expect([...cells], "both locks, and the counter").toEqual([0, 0, 400]);
  }),
);

interface Counter {
  0: number;
}

interface Patience {
  attempts: number;
  timeoutMs: number;
}

function countIfPatient(cells: Int32Array, counter: Counter): number {
  const lock = new TimedMutex(cells);
  if (!lock.tryLockFor(5)) return 0;
  counter[0]++;
  lock.unlock();
  return 1;
}

function countWithPatience(cells: Int32Array, counter: Counter): number {
  const lock = new TimedMutex(cells);
  lock.lock();
  counter[0]++;
  lock.unlock();
  return 1;
}

/** One thread begins with the pen, the other with the notebook. */
function oppositeOrders(rounds: number, patience: Patience) {
  return defineScenario({
    name: "opposite orders",
    memory: { pen: 1, notebook: 1, counter: 1 },
    threads: [
      function penFirst(m) {
        return countWithBoth(m.pen, m.notebook, m.counter, rounds, patience);
      },
      function notebookFirst(m) {
        return countWithBoth(m.notebook, m.pen, m.counter, rounds, patience);
      },
    ],
    final: (m, counts) => holdsBoth(m.pen[0], m.notebook[0], m.counter[0], counts),
  });
}

function countWithBoth(
  first: Int32Array,
  second: Int32Array,
  counter: Counter,
  rounds: number,
  patience: Patience,
): number {
  const [one, other] = [new TimedMutex(first), new TimedMutex(second)];
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    if (!lockBoth(one, other, patience)) continue;
    counter[0]++;
    count++;
    one.unlock();
    other.unlock();
  }
  return count;
}

function holdsCount(counter: number, counts: readonly unknown[]): string | true {
  const told = counts.reduce<number>((sum, count) => sum + Number(count), 0);
  return (
    counter === told || `${told} times a thread was told it had the lock, but ${counter} counted`
  );
}

function holdsBoth(
  pen: number,
  notebook: number,
  counter: number,
  counts: readonly unknown[],
): string | true {
  if (pen !== 0 || notebook !== 0) return "a lock is still taken";
  return holdsCount(counter, counts);
}
