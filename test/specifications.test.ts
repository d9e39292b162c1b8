// Our solutions, held to their specifications in more client programs than a learner waits for.

import "#workbook/explorer/matcher.ts";
import "./lessons/02-locks/fixtures/mutex-in-steps.ts";
import { expect, test } from "vitest";
import { AtomicCounter } from "#exercise/02-locks/atomic-counter.ts";
import { Mutex } from "#exercise/02-locks/mutex.ts";
import { ReadersWriterLock } from "#exercise/02-locks/readers-writer-lock.ts";
import { Semaphore } from "#exercise/02-locks/semaphore.ts";
import { SpinLock } from "#exercise/02-locks/spin-lock.ts";
import * as bank from "#exercise/02-locks/transfer.ts";
import { BoundedQueue } from "#exercise/04-queues/bounded-queue.ts";
import { Ring } from "#exercise/04-queues/ring.ts";
import { SleepingQueue } from "#exercise/04-queues/sleeping-queue.ts";
import { transfer } from "#exercise/05-deadlock/ordered-transfer.ts";
import { Table } from "#exercise/05-deadlock/philosophers.ts";
import { lockBoth, TimedMutex } from "#exercise/05-deadlock/try-lock-for.ts";
import { Barrier } from "#exercise/06-conditions/barrier.ts";
import { Condition } from "#exercise/06-conditions/condition.ts";
import { Event } from "#exercise/06-conditions/event.ts";
import { Latch } from "#exercise/06-conditions/latch.ts";
import { Future } from "#exercise/07-pools/future.ts";
import { specifyAtomicCounter } from "./lessons/02-locks/specifications/atomic-counter.ts";
import { specifyLock } from "./lessons/02-locks/specifications/lock.ts";
import { specifyReadersWriterLock } from "./lessons/02-locks/specifications/readers-writer-lock.ts";
import { specifySemaphore } from "./lessons/02-locks/specifications/semaphore.ts";
import { specifyTransfer } from "./lessons/02-locks/specifications/transfer.ts";
import { specifyBoundedQueue } from "./lessons/04-queues/specifications/bounded-queue.ts";
import { specifyRing } from "./lessons/04-queues/specifications/ring.ts";
import { specifySleepingQueue } from "./lessons/04-queues/specifications/sleeping-queue.ts";
import { specifyLockBoth } from "./lessons/05-deadlock/specifications/lock-both.ts";
import { specifyOrderedTransfer } from "./lessons/05-deadlock/specifications/ordered-transfer.ts";
import { specifyPhilosophers } from "./lessons/05-deadlock/specifications/philosophers.ts";
import { specifyTimedMutex } from "./lessons/05-deadlock/specifications/try-lock-for.ts";
import { specifyBarrier } from "./lessons/06-conditions/specifications/barrier.ts";
import { specifyCondition } from "./lessons/06-conditions/specifications/condition.ts";
import { specifyEvent } from "./lessons/06-conditions/specifications/event.ts";
import { specifyLatch } from "./lessons/06-conditions/specifications/latch.ts";
import { specifyFuture } from "./lessons/07-pools/specifications/future.ts";

const shapes = [[1], [2], [1, 1], [2, 1], [1, 1, 1], [2, 2]];
const fewer = [[1], [2], [1, 1], [1, 1, 1]];
const specifications = [
  specifyAtomicCounter(AtomicCounter, shapes),
  specifyLock(Mutex, false, shapes),
  specifyLock(SpinLock, true, shapes),
  specifySemaphore(Semaphore, shapes),
  specifyReadersWriterLock(ReadersWriterLock, shapes),
  specifyTransfer(bank, [[1], [2], [1, 1], [2, 1]]),
  specifyRing(Ring, 2, [...shapes, [3, 2], [3, 3]]),
  specifySleepingQueue(SleepingQueue, [[1], [2], [1, 1], [2, 1], [1, 1, 1]]),
  specifyBoundedQueue(BoundedQueue, [[1], [2], [1, 1], [1, 1, 1]]),
  specifyOrderedTransfer(transfer, fewer),
  specifyPhilosophers(Table, 2, [0, 1], shapes),
  specifyPhilosophers(Table, 3, [0, 1, 2], shapes),
  specifyPhilosophers(Table, 4, [0, 1, 2, 3], [...shapes, [1, 1, 1, 1]]),
  specifyPhilosophers(Table, 5, [0, 1, 2, 4], [[1, 1, 1, 1]]),
  specifyTimedMutex(TimedMutex, fewer),
  specifyLockBoth({ TimedMutex, lockBoth }, [[1], [2], [1, 1]]),
  specifyCondition(Condition, fewer),
  specifyFuture(Future, shapes),
  specifyEvent(Event, shapes),
  specifyLatch(Latch, 1, shapes),
  specifyLatch(Latch, 2, shapes),
  specifyBarrier(Barrier, 2, [...shapes.filter(({ length }) => length <= 2), [3, 3]]),
  specifyBarrier(Barrier, 3, [
    [1, 1, 1],
    [2, 1, 1],
    [2, 2, 2],
  ]),
];

test.each(specifications)("our $name holds in every program", (specification) => {
  expect(specification).toHoldInEveryProgram();
});
