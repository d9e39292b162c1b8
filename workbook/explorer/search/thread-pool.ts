// Threads over one memory, and what is known of them: a search leaves it to the next one, of another program of the same threads.

import { type ExploredMemory, intercept } from "../interceptions/intercept.ts";
import { OperationTable } from "../memory/operation-table.ts";
import type { ThreadMachine } from "../thread/thread-machine.ts";

export class ThreadPool {
  readonly memory: ExploredMemory;
  /** Whether it outlives a search. Then no body may look at its thread's number. */
  readonly isKept: boolean;
  readonly table = new OperationTable();
  readonly #machines = new Map<unknown, ThreadMachine>();

  constructor(memory: ExploredMemory, isKept: boolean) {
    this.memory = memory;
    this.isKept = isKept;
  }

  /** The machine of the threads with this body. */
  machineOf(body: unknown, make: () => ThreadMachine): ThreadMachine {
    let machine = this.#machines.get(body);
    if (machine === undefined) {
      machine = make();
      this.#machines.set(body, machine);
    }
    return machine;
  }
}

/** Keeps a pool from one exploration to the next, while memory is laid out alike and nothing went wrong. */
export class PoolKeeper {
  #pool: ThreadPool | undefined;
  #key = "";
  #isHolding = false;
  #restore: (() => void) | undefined;

  take(key: string, make: () => ThreadPool): ThreadPool {
    if (this.#pool === undefined || this.#key !== key) {
      this.forget();
      this.#pool = make();
      this.#key = key;
    }
    return this.#pool;
  }

  forget(): void {
    this.#pool = undefined;
    this.#release();
  }

  /** Does `work`, in which what one exploration puts in the place of the real ones stays for the next over the same memory: it takes longer than many a program. */
  hold(work: () => void): void {
    this.#isHolding = true;
    try {
      work();
    } finally {
      this.#isHolding = false;
      this.#release();
    }
  }

  /** As `intercept` does for the memory of the pool that was taken last; what it returns does nothing while it holds. */
  intercept(memory: ExploredMemory, withCalls: boolean): () => void {
    if (!this.#isHolding) return intercept(memory, withCalls);
    this.#restore ??= intercept(memory, withCalls);
    return () => {};
  }

  #release(): void {
    this.#restore?.();
    this.#restore = undefined;
  }
}
