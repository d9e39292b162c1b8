// What a semaphore must do: permits that are taken and given back, one whole call at a time.

import type { Semaphore } from "#exercise/02-locks/semaphore.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { share } from "../fixtures/together.ts";

interface Permits {
  free: number;
}

/** One thread acquires; the others ring for nothing again and again, and release a permit once at most. */
export function isOnePermitAmongManyReleases(threads: readonly (readonly string[])[]): boolean {
  const releases = threads.filter((calls) => calls.join() !== "acquire()").flat();
  const permits = releases.filter((name) => name === "release()").length;
  const isRest = releases.every((name) => name === "release()" || name === "release(0)");
  return isRest && permits <= 1 && releases.length === threads.flat().length - 1;
}

/**
 * @param type the answer's class, which may need any number of cells
 * @param allows which programs are played, of all
 */
export function specifySemaphore(
  type: typeof Semaphore,
  shapes = [[1], [2], [1, 1], [2, 1], [1, 1, 1], [2, 2]],
  allows?: (threads: readonly (readonly string[])[]) => boolean,
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
    ],
    look: {
      name: "available",
      model: ({ free }) => free,
      real: (semaphore) => semaphore.available,
    },
    ...(allows && { allows }),
    shapes,
  });
}
