// What a semaphore must do: permits that are taken and given back, one whole call at a time.

import type { Semaphore } from "#exercise/02-locks/semaphore.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { share } from "../fixtures/together.ts";

interface Permits {
  free: number;
}

type Threads = readonly (readonly string[])[];

/** Some acquire a permit each, the others release exactly as many, and ring for nothing in between. */
export function isEnoughForAll(threads: Threads): boolean {
  const releases = threads.filter((calls) => calls.join() !== "acquire()").flat();
  const permits = releases.filter((name) => name === "release()").length;
  return (
    releases.every((name) => name === "release()" || name === "release(0)") &&
    permits === threads.flat().length - releases.length
  );
}

/**
 * One call beside another, and then as many permits are acquired as there are: what `available` says may be less.
 * Beside several permits the first call acquires one, too: it may wait for them, and no more of them are then left.
 */
export function isDrained(threads: Threads): boolean {
  const [drains = [], [beside] = []] = threads;
  if (drains[0] === "acquire()" && beside !== "release(2)") return false;
  return (
    drains.slice(1).every((name) => name === "acquire()") &&
    ![drains[0], beside].includes(look) &&
    beside !== "acquire()"
  );
}

/** One holds a permit for a while, another waits for one, and a third tries. */
export function isTriedBeside(threads: Threads): boolean {
  const all = threads.map((calls) => calls.join(", ")).sort();
  return all.join("; ") === "acquire(); acquire(), release(); tryAcquire()";
}

/** Two wait for a permit each, and two release one each. */
export function isServedByTwo(threads: Threads): boolean {
  return threads.flat().sort().join() === "acquire(),acquire(),release(),release()";
}

/** A look in between is played beside one call only. */
function isSmall(threads: Threads): boolean {
  const names = threads.flat();
  return names.length <= 2 || !names.includes(look);
}

const look = "available";

/**
 * @param type the answer's class, which may need any number of cells
 * @param allows which programs are played, of all
 */
export function specifySemaphore(
  type: typeof Semaphore,
  shapes = [[1], [2], [1, 1], [2, 1], [1, 1, 1], [2, 2]],
  allows: (threads: Threads) => boolean = isSmall,
) {
  const withPermits = (permits: number) => ({
    name: permits === 1 ? "1 permit" : `${permits} permits`,
    state: { free: permits },
    memory: () => {
      const cells = share(type.length);
      if (permits > 0) new type(cells).release(permits);
      return { semaphore: [...cells] };
    },
  });
  const take = (permits: Permits): boolean => {
    if (permits.free === 0) return false;
    permits.free -= 1;
    return true;
  };
  return defineSpecification<Permits, Semaphore>({
    name: "semaphore",
    starts: [withPermits(0), withPermits(1)],
    open: (m) => new type(m.semaphore),
    calls: [
      {
        name: "acquire()",
        model: (permits) => (take(permits) ? undefined : mustWait),
        real: (semaphore) => semaphore.acquire(),
      },
      { name: "tryAcquire()", model: take, real: (semaphore) => semaphore.tryAcquire() },
      ...[1, 2, 0].map((count) => ({
        name: count === 1 ? "release()" : `release(${count})`,
        model: (permits: Permits) => {
          permits.free += count;
        },
        real: (semaphore: Semaphore) =>
          count === 1 ? semaphore.release() : semaphore.release(count),
      })),
      { name: look, model: ({ free }) => free, real: (semaphore) => semaphore.available },
    ],
    look: {
      name: look,
      model: ({ free }) => free,
      real: (semaphore) => semaphore.available,
    },
    allows,
    shapes,
  });
}
