// What an answer to an exercise is held to in the game: the specification of its tests, by the file that makes it.

import type { AnySpecification } from "../explorer/refinement/specification.ts";

/** The exports of a module, whoever loaded it: a game runs in a terminal and in a browser. */
// biome-ignore lint/suspicious/noExplicitAny: their types are those of files that this one must not import.
export type Exports = Readonly<Record<string, any>>;

export interface SpecificationOf {
  /** In the folder of the tests of lessons. */
  file: string;
  /**
   * @param from exports of that file
   * @param answer exports of the answer
   * @param shapes of client programs, see `Specification`
   */
  specify(from: Exports, answer: Exports, shapes: number[][]): AnySpecification;
}

/** By the exercise's id. */
export const specifications: Readonly<Record<string, SpecificationOf>> = {
  "02-locks/atomic-counter": {
    file: "02-locks/specifications/atomic-counter.ts",
    specify: (from, answer, shapes) => from.specifyAtomicCounter(answer.AtomicCounter, shapes),
  },
  "02-locks/spin-lock": {
    file: "02-locks/specifications/lock.ts",
    specify: (from, answer, shapes) => from.specifyLock(answer.SpinLock, true, shapes),
  },
  "02-locks/mutex": {
    file: "02-locks/specifications/lock.ts",
    specify: (from, answer, shapes) => from.specifyLock(answer.Mutex, false, shapes),
  },
  "02-locks/transfer": {
    file: "02-locks/specifications/transfer.ts",
    specify: (from, answer, shapes) => from.specifyTransfer(answer, shapes),
  },
  "02-locks/semaphore": {
    file: "02-locks/specifications/semaphore.ts",
    specify: (from, answer, shapes) => from.specifySemaphore(answer.Semaphore, shapes),
  },
  "02-locks/readers-writer-lock": {
    file: "02-locks/specifications/readers-writer-lock.ts",
    specify: (from, answer, shapes) =>
      from.specifyReadersWriterLock(answer.ReadersWriterLock, shapes),
  },
  "04-queues/ring": {
    file: "04-queues/specifications/ring.ts",
    specify: (from, answer, shapes) => from.specifyRing(answer.Ring, 1, shapes),
  },
  "04-queues/bounded-queue": {
    file: "04-queues/specifications/bounded-queue.ts",
    specify: (from, answer, shapes) => from.specifyBoundedQueue(answer.BoundedQueue, shapes, 2),
  },
  "05-deadlock/ordered-transfer": {
    file: "05-deadlock/specifications/ordered-transfer.ts",
    specify: (from, answer, shapes) => from.specifyOrderedTransfer(answer.transfer, shapes),
  },
  "05-deadlock/philosophers": {
    file: "05-deadlock/specifications/philosophers.ts",
    specify: (from, answer, shapes) => from.specifyPhilosophers(answer.Table, 2, [0, 1], shapes),
  },
  "05-deadlock/try-lock-for": {
    file: "05-deadlock/specifications/try-lock-for.ts",
    specify: (from, answer, shapes) => from.specifyTimedMutex(answer.TimedMutex, shapes),
  },
  "06-conditions/condition": {
    file: "06-conditions/specifications/condition.ts",
    specify: (from, answer, shapes) => from.specifyCondition(answer.Condition, shapes),
  },
  "06-conditions/event": {
    file: "06-conditions/specifications/event.ts",
    specify: (from, answer, shapes) => from.specifyEvent(answer.Event, shapes),
  },
  "06-conditions/latch": {
    file: "06-conditions/specifications/latch.ts",
    specify: (from, answer, shapes) => from.specifyLatch(answer.Latch, 1, shapes),
  },
  "06-conditions/barrier": {
    file: "06-conditions/specifications/barrier.ts",
    specify: (from, answer, shapes) => from.specifyBarrier(answer.Barrier, 2, shapes),
  },
  "07-pools/future": {
    file: "07-pools/specifications/future.ts",
    specify: (from, answer, shapes) => from.specifyFuture(answer.Future, shapes),
  },
};
