// The tests of exercise `semaphore`: every schedule first, real threads last.

import "#workbook/explorer/matcher.ts";
import "./fixtures/mutex-in-steps.ts";
import { describe, expect, it } from "vitest";
import { Semaphore } from "#exercise/02-locks/semaphore.ts";
import { defineScenario } from "#workbook/explorer/index.ts";
import { alongside } from "./fixtures/alongside.ts";
import { countsByTwoThreads } from "./fixtures/real-lock.ts";
import { share } from "./fixtures/together.ts";
import { howWaits } from "./fixtures/under-lock.ts";
import {
  isDrained,
  isEnoughForAll,
  isServedByTwo,
  isTriedBeside,
  specifySemaphore,
} from "./specifications/semaphore.ts";

/** The cells of a semaphore with this many permits. */
function withPermits(permits: number): Int32Array {
  const cells = share(Semaphore.length);
  if (permits > 0) new Semaphore(cells).release(permits);
  return cells;
}

/** `count` threads with room for `permits` of them; one card terminal each while they are inside. */
function pay(count: number, permits: number, rounds: number) {
  return defineScenario({
    name: `${count} sellers, ${permits} terminals`,
    memory: { terminals: [...withPermits(permits)], inUse: 1 },
    threads: {
      count,
      run: (m) => {
        const terminals = new Semaphore(m.terminals);
        for (let round = 0; round < rounds; round++) {
          terminals.acquire();
          Atomics.add(m.inUse, 0, 1);
          Atomics.sub(m.inUse, 0, 1);
          terminals.release();
        }
      },
    },
    // Asks no semaphore: one that has a lock inside may be locked at this moment.
    invariant: (m) =>
      m.inUse[0] <= permits ||
      `${m.inUse[0]} threads are inside, and there are permits for ${permits}`,
    final: (m) => {
      const free = new Semaphore(m.terminals).available;
      return free === permits || `available is ${free}, not ${permits}`;
    },
  });
}

describe("Semaphore", () => {
  it("counts its permits", () => {
    const alone = defineScenario({
      name: "one thread takes and gives",
      memory: { permits: [...withPermits(2)] },
      threads: [
        (m) => {
          const semaphore = new Semaphore(m.permits);
          const got = [semaphore.tryAcquire(), semaphore.tryAcquire(), semaphore.tryAcquire()];
          semaphore.release(3);
          return [...got, semaphore.available].join(", ");
        },
      ],
      final: (_, [got]) =>
        got === "true, true, false, 3" ||
        `three tries for two permits and the permits after release(3) are ${got}, not true, true, false, 3`,
    });
    expect(alone).toHoldUnderEverySchedule({ of: "1 thread" });
  });

  it("counts as many as a cell can", () => {
    for (const permits of [2 ** 8, 2 ** 16, 2 ** 30]) {
      const semaphore = new Semaphore(withPermits(permits));
      const got = [semaphore.available, semaphore.tryAcquire(), semaphore.available];
      expect(got, `permits, a try, and permits, of ${permits}`).toEqual([
        permits,
        true,
        permits - 1,
      ]);
    }
  });

  it("lets in no more threads than there are permits, and every thread in the end", () => {
    expect(pay(2, 1, 1)).toHoldUnderEverySchedule({ of: "2 threads × 1 round, 1 permit" });
    expect(pay(2, 1, 2)).toHoldUnderEverySchedule({ of: "2 threads × 2 rounds, 1 permit" });
  });

  it("never says that there are fewer than 0 permits", () => {
    const tries = (m: { permits: Int32Array }) => new Semaphore(m.permits).tryAcquire();
    const look = defineScenario({
      name: "one looks while two try for a permit",
      memory: { permits: [...withPermits(1)] },
      threads: [
        function looks(m) {
          return new Semaphore(m.permits).available;
        },
        tries,
        tries,
      ],
      final: (_, [free]) => free === 0 || free === 1 || `available is ${free}`,
    });
    expect(look).toHoldUnderEverySchedule({ of: "2 threads that try and 1 that looks, 1 permit" });
  });

  it("forgets no thread when a third thread comes", () => {
    expect(pay(3, 2, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round, 2 permits" });
  });

  it("forgets no thread when two wait for one permit", () => {
    expect(pay(3, 1, 1)).toHoldUnderEverySchedule({ of: "3 threads × 1 round, 1 permit" });
  });

  it("lets in two threads at the same time if there are two permits", () => {
    const meet = defineScenario({
      name: "two threads meet inside",
      memory: { permits: [...withPermits(2)], inside: 1 },
      threads: {
        count: 2,
        run: (m) => {
          new Semaphore(m.permits).acquire();
          Atomics.add(m.inside, 0, 1);
          while (Atomics.load(m.inside, 0) < 2) {
            // The other one is on its way.
          }
        },
      },
    });
    expect(meet).toHoldUnderEverySchedule({ of: "2 threads that meet, 2 permits" });
  });

  it("wakes as many sleepers as it gets permits", () => {
    const acquires = (m: { permits: Int32Array }) => new Semaphore(m.permits).acquire();
    const deliver = defineScenario({
      name: "two wait, two permits come at the same time",
      memory: { permits: Semaphore.length },
      threads: [
        acquires,
        acquires,
        function releases(m) {
          new Semaphore(m.permits).release(2);
        },
      ],
      final: (m) => new Semaphore(m.permits).available === 0 || "a permit is left over",
    });
    expect(deliver).toHoldUnderEverySchedule({ of: "2 sleepers, 2 permits at the same time" });
  });

  it("lets waiting threads sleep", () => {
    const how = howWaits(
      Semaphore.length,
      () => {},
      (cells) => new Semaphore(cells).acquire(),
    );
    expect(how, "a thread that waits for a permit").toBe("sleeps");
  });

  it("gives the only permit to one of two that try", () => {
    const tryBoth = defineScenario({
      name: "two threads try",
      memory: { permits: [...withPermits(1)] },
      threads: { count: 2, run: (m) => new Semaphore(m.permits).tryAcquire() },
      final: (_, got) =>
        got.filter(Boolean).length === 1 || `tryAcquire said ${got.join(" and ")}, with 1 permit`,
    });
    expect(tryBoth).toHoldUnderEverySchedule({ of: "2 threads that try, 1 permit" });
  });

  it("refuses no thread while there are permits", () => {
    const tryBoth = defineScenario({
      name: "two threads try, and there is enough for both",
      memory: { permits: [...withPermits(2)] },
      threads: { count: 2, run: (m) => new Semaphore(m.permits).tryAcquire() },
      final: (_, got) =>
        got.every(Boolean) || `tryAcquire said ${got.join(" and ")}, with 2 permits`,
    });
    expect(tryBoth).toHoldUnderEverySchedule({ of: "2 threads that try, 2 permits" });
  });

  it("refuses no thread beside a permit, however often others release meanwhile", () => {
    const often = defineScenario({
      name: "one tries, another releases again and again",
      memory: { permits: [...withPermits(1)] },
      threads: [
        function tries(m) {
          return new Semaphore(m.permits).tryAcquire();
        },
        function releases(m) {
          const semaphore = new Semaphore(m.permits);
          for (let count = 0; count < 6; count++) semaphore.release();
        },
      ],
      final: (_, [got]) => got === true || `with 1 permit or more, tryAcquire said ${got}`,
    });
    expect(often).toHoldUnderEverySchedule({ of: "1 thread that tries beside 6 releases" });
  });

  it("behaves in every small program as if each call were one step", () => {
    const shapes = [[1], [2], [1, 1], [1, 1, 1]];
    expect(specifySemaphore(Semaphore, shapes)).toHoldInEveryProgram();
    // A count that a slow release sets back comes again to what a sleeper saw.
    const withEnough = specifySemaphore(
      Semaphore,
      [
        [2, 1, 1],
        [3, 1, 1],
      ],
      isEnoughForAll,
    );
    expect(withEnough).toHoldInEveryProgram();
    expect(specifySemaphore(Semaphore, [[3, 1]], isDrained)).toHoldInEveryProgram();
    // Two releases may meet while they serve two sleepers.
    expect(specifySemaphore(Semaphore, [[1, 1, 1, 1]], isServedByTwo)).toHoldInEveryProgram();
    // A permit that a failing try takes for a moment must not be missed by a sleeper.
    expect(specifySemaphore(Semaphore, [[2, 1, 1]], isTriedBeside)).toHoldInEveryProgram();
  });

  it(
    "counts 2 × 2,000 increments of real threads",
    alongside(async () => {
      await countsByTwoThreads("count-under-semaphore.ts", withPermits(1));
    }),
  );
});
