// What a readers-writer lock must do: keep writers from everybody, and let everybody in in the end.

import type { ReadersWriterLock } from "#exercise/02-locks/readers-writer-lock.ts";
import { LockError } from "#lesson/02-locks/lock.ts";
import { defineSpecification, mustWait } from "#workbook/explorer/index.ts";
import { share } from "../fixtures/together.ts";

interface State {
  readers: number;
  isWritten: boolean;
  count: number;
}

interface Guarded {
  lock: ReadersWriterLock;
  /** Plain: written by a writer alone. */
  count: Int32Array;
}

const readsForEver = "lockRead() forever";
const writesForEver = "lockWrite() forever";
const unlocksRead = "unlockRead()";
const unlocksWrite = "unlockWrite()";

/** How often it can be done before it throws a LockError; at most 4 times, in case it never does. */
function countDone(unlock: () => void): number {
  for (let count = 0; count < 4; count++) {
    try {
      unlock();
    } catch (error) {
      if (error instanceof LockError) return count;
      throw error;
    }
  }
  return 4;
}

/** One thread gives back a lock that is written, and the others read, some without ever leaving. */
function isEndOfWriting(threads: readonly (readonly string[])[]): boolean {
  const others = threads.flat().filter((name) => name !== unlocksWrite);
  return (
    others.length === threads.length - 1 &&
    others.every((name) => name === "read" || name === readsForEver)
  );
}

/** One thread gives back what nobody has, beside another that wants to come in. */
function isRefused(threads: readonly (readonly string[])[]): boolean {
  const names = threads.flat().sort().join();
  const reading = ["read", readsForEver].map((name) => [name, unlocksWrite]);
  const writing = ["write", writesForEver].map((name) => [name, unlocksRead]);
  return [...reading, ...writing].some((pair) => pair.sort().join() === names);
}

/** @param isWritten A writer is inside, and goes; else nobody is. */
export function specifyReadersWriterLock(
  type: typeof ReadersWriterLock,
  shapes: number[][],
  isWritten = false,
) {
  return defineSpecification<State, Guarded>({
    name: "readers-writer lock",
    starts: [
      {
        name: isWritten ? "a writer is inside" : "nobody is inside",
        state: { readers: 0, isWritten, count: 0 },
        memory: () => {
          const cells = share(type.length);
          if (isWritten) new type(cells).lockWrite();
          return { lock: [...cells], count: 1 };
        },
      },
    ],
    open: (m) => ({ lock: new type(m.lock), count: m.count }),
    calls: [
      {
        name: "read",
        model: (state) => {
          if (state.isWritten) return mustWait;
          state.readers += 1;
          return undefined;
        },
        afterwards: (state) => {
          state.readers -= 1;
          return state.count;
        },
        real: ({ lock, count }) => {
          lock.lockRead();
          const value = count[0];
          lock.unlockRead();
          return value;
        },
      },
      {
        name: "write",
        model: (state) => {
          if (state.isWritten || state.readers > 0) return mustWait;
          state.isWritten = true;
          return undefined;
        },
        afterwards: (state) => {
          state.isWritten = false;
          state.count += 1;
        },
        real: ({ lock, count }) => {
          lock.lockWrite();
          count[0] = (count[0] ?? 0) + 1;
          lock.unlockWrite();
        },
      },
      {
        name: readsForEver,
        model: (state) => {
          if (state.isWritten) return mustWait;
          state.readers += 1;
          return undefined;
        },
        real: ({ lock }) => lock.lockRead(),
      },
      {
        name: writesForEver,
        model: (state) => {
          if (state.isWritten || state.readers > 0) return mustWait;
          state.isWritten = true;
          return undefined;
        },
        real: ({ lock }) => lock.lockWrite(),
      },
      {
        name: unlocksRead,
        model: (state) => {
          if (state.readers === 0) throw new LockError("");
          state.readers -= 1;
        },
        real: ({ lock }) => lock.unlockRead(),
      },
      {
        name: unlocksWrite,
        model: (state) => {
          if (!state.isWritten) throw new LockError("");
          state.isWritten = false;
        },
        real: ({ lock }) => lock.unlockWrite(),
      },
    ],
    look: {
      name: "who is inside",
      model: ({ readers, isWritten }) => ({ readers, writers: Number(isWritten) }),
      real: ({ lock }) => ({
        readers: countDone(() => lock.unlockRead()),
        writers: countDone(() => lock.unlockWrite()),
      }),
    },
    errors: [LockError],
    allows: (threads) => {
      if (isWritten) return isEndOfWriting(threads);
      const names = new Set(threads.flat());
      // Only a thread alone knows whether it is its own lock that it gives back.
      if (names.has(unlocksRead) || names.has(unlocksWrite))
        return threads.length === 1 || isRefused(threads);
      // Whether a reader waits behind a writer that waits is the answer's choice.
      return !names.has(readsForEver) || !(names.has("write") || names.has(writesForEver));
    },
    shapes,
  });
}
