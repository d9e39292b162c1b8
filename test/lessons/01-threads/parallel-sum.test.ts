// The tests of exercise `parallel-sum`. What needs no thread is tested without one.

import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parallelSum, splitEvenly } from "#exercise/01-threads/parallel-sum.ts";
import { startWorker } from "#lesson/01-threads/start-worker.ts";
import { join } from "#solution/01-threads/join.ts";

// What threads are handed, one item a thread or message. Hoisted: the answer starts our Worker.
const handedOver = vi.hoisted((): unknown[] => []);
// If there is something thrown, each thread throws it, and no thread comes to its sum.
const failure = vi.hoisted((): { thrown?: unknown; ends: Promise<void>[] } => ({ ends: [] }));

vi.mock("node:worker_threads", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:worker_threads")>();
  class WatchedWorker extends original.Worker {
    #end: () => void = () => {};

    constructor(...[file, options]: ConstructorParameters<typeof Worker>) {
      handedOver.push(options?.workerData);
      super(file, options);
      if (!("thrown" in failure)) return;
      failure.ends.push(new Promise((resolve) => (this.#end = resolve)));
      // Before anything can come from the thread itself.
      process.nextTick(() => {
        this.emit("error", failure.thrown);
        void this.terminate();
      });
    }

    // No answer can take this away, as it can a listener.
    override emit(name: string | symbol, ...values: unknown[]): boolean {
      if (name === "exit") this.#end();
      return super.emit(name, ...values);
    }

    override postMessage(...[value, transferList]: Parameters<Worker["postMessage"]>): void {
      handedOver.push(value);
      super.postMessage(value, transferList);
    }
  }
  return { ...original, Worker: WatchedWorker };
});

afterEach(async () => {
  delete failure.thrown;
  // An answer may fail with its first thread. What comes of the others belongs to this test, not to the next.
  await Promise.all(failure.ends.splice(0));
});

/** Whether `value` brings along one of `numbers` outside of the memory where they lie. */
function holdsCopy(value: unknown, numbers: Int32Array): boolean {
  if (typeof value !== "object" || value === null || value === numbers.buffer) return false;
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return holdsCopy(new Int32Array(value), numbers);
  }
  if (ArrayBuffer.isView(value) && value.buffer === numbers.buffer) return false;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const items = Array.from(value as unknown as ArrayLike<unknown>);
    return items.some((item) => numbers.includes(item as number) || holdsCopy(item, numbers));
  }
  return Object.values(value).some((item) => holdsCopy(item, numbers));
}

/** Numbers in the middle of a shared memory whose other cells hold 1,000,000 each. */
function share(numbers: number[]): Int32Array<SharedArrayBuffer> {
  const all = new Int32Array(new SharedArrayBuffer(4 * (numbers.length + 2)));
  all.fill(1_000_000);
  all.set(numbers, 1);
  return all.subarray(1, 1 + numbers.length);
}

/** How many threads `work` starts, and how many of them are there at once. */
async function countThreads<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; started: number; atOnce: number }> {
  const threads = { started: 0, live: 0, atOnce: 0 };
  const count = (worker: Worker): void => {
    threads.started++;
    threads.live++;
    threads.atOnce = Math.max(threads.atOnce, threads.live);
    worker.once("exit", () => threads.live--);
  };
  process.on("worker", count);
  try {
    const result = await work();
    // Node tells of a thread a moment after it was started.
    await new Promise((resolve) => setImmediate(resolve));
    return { result, started: threads.started, atOnce: threads.atOnce };
  } finally {
    process.off("worker", count);
  }
}

describe("splitEvenly", () => {
  it("cuts into equal slices where the length allows", () => {
    expect(splitEvenly(6, 3)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
      { start: 4, end: 6 },
    ]);
  });

  it("leaves out no item and takes none twice, whatever the remainder", () => {
    for (let length = 1; length <= 12; length++) {
      for (let parts = 1; parts <= 12; parts++) {
        const covered = splitEvenly(length, parts).flatMap(({ start, end }) => range(start, end));
        expect(covered, `splitEvenly(${length}, ${parts})`).toEqual(range(0, length));
      }
    }
  });

  it("counts beyond what 32 bits can hold", () => {
    const middle = 2 ** 31;
    expect(splitEvenly(2 * middle, 2)).toEqual([
      { start: 0, end: middle },
      { start: middle, end: 2 * middle },
    ]);
  });

  it("makes no slice longer than another by more than one", () => {
    for (let length = 1; length <= 12; length++) {
      for (let parts = 1; parts <= 12; parts++) {
        const lengths = splitEvenly(length, parts).map(({ start, end }) => end - start);
        const spread = Math.max(...lengths) - Math.min(...lengths);
        expect(spread, `splitEvenly(${length}, ${parts}): ${lengths}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it("cuts every length up to 64 into even slices, without gaps", () => {
    for (let length = 1; length <= 64; length++) {
      for (let parts = 1; parts <= length; parts++) {
        const slices = splitEvenly(length, parts);
        const ends = [0, ...slices.map(({ end }) => end)];
        const lengths = slices.map(({ start, end }) => end - start);
        const isGapless = slices.every(({ start }, index) => start === ends[index]);
        const isEven = Math.max(...lengths) - Math.min(...lengths) <= 1;
        // A few thousand cuts: `expect` sees only those that are wrong.
        if (isGapless && isEven && ends.at(-1) === length) continue;
        const cuts = slices.map(({ start, end }) => `${start} to ${end}`).join(", ");
        expect(cuts, `splitEvenly(${length}, ${parts})`).toBe(
          `even slices without gaps from 0 to ${length}`,
        );
      }
    }
  });

  it("makes as many slices as it was asked for, but no empty one", () => {
    expect(splitEvenly(12, 5)).toHaveLength(5);
    expect(splitEvenly(2, 5)).toHaveLength(2);
    expect(splitEvenly(0, 5)).toEqual([]);
  });
});

describe("parallelSum", () => {
  it("starts no thread if there are no numbers, and the sum is 0", async () => {
    const { result, started } = await countThreads(() => parallelSum(share([]), 4));
    expect(result).toBe(0);
    expect(started, "threads started for no numbers").toBe(0);
  });

  it("adds up past 32 bits, with a thread for every slice, all at the same time", async () => {
    const large = 2 ** 31 - 1;
    // The first three are beyond what 32 bits hold, with a sign or without.
    const numbers = share([large, large, large, large, -1, -2]);
    const { result, started, atOnce } = await countThreads(() => parallelSum(numbers, 2));
    expect(started, "threads started").toBe(2);
    expect(atOnce, "threads that lived at the same time").toBe(2);
    expect(result, "the sum, in a memory whose other cells hold 1,000,000").toBe(4 * large - 3);
  });

  it("shares the numbers with its threads instead of copying them", async () => {
    const numbers = share([700_001, 700_002, 700_003, 700_004]);
    handedOver.length = 0;
    // One thread is enough to see it.
    expect(await parallelSum(numbers, 1)).toBe(2_800_010);
    const copies = handedOver.filter((value) => holdsCopy(value, numbers));
    expect(copies.length, "threads that were handed a copy of the numbers").toBe(0);
  });

  it.each([new RangeError("out of memory"), null, undefined])(
    "rejects with what a thread throws: %s",
    async (thrown) => {
      failure.thrown = thrown;
      const outcome = await parallelSum(share([7, 8]), 2).catch((error: unknown) => ({ error }));
      expect(outcome, "what came of it when a thread threw").toEqual({ error: thrown });
    },
  );

  it("adds up nothing in a thread of others that uses it as a module", async () => {
    const file = new URL("./fixtures/uses-parallel-sum.ts", import.meta.url);
    // Whatever theirs is given to work on.
    const others = ["a text", null].map((workerData) => join(startWorker(file, { workerData })));
    expect(await Promise.all(others), "what two threads of others came to").toEqual([
      "2 slices",
      "2 slices",
    ]);
  });

  it("starts no more threads than there are numbers", async () => {
    const { result, started } = await countThreads(() => parallelSum(share([7]), 4));
    expect(result).toBe(7);
    expect(started, "threads started for 1 number").toBe(1);
  });

  it("refuses 0 threads for no numbers, too", async () => {
    const result = await parallelSum(share([]), 0).catch((error: unknown) => error);
    expect(result, "parallelSum of no numbers with 0 threads").toBeInstanceOf(RangeError);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d threads",
    async (threadCount) => {
      const { result, started } = await countThreads(() =>
        parallelSum(share([1, 2]), threadCount).catch((error: unknown) => error),
      );
      expect(result).toBeInstanceOf(RangeError);
      expect(started, "threads started").toBe(0);
    },
  );
});

const range = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);
