// Threads over one memory, and what is known of them: a search leaves it to the next one, of another program of the same threads.

import type { ExploredMemory } from "../interceptions/intercept.ts";
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

  take(key: string, make: () => ThreadPool): ThreadPool {
    if (this.#pool === undefined || this.#key !== key) {
      this.#pool = make();
      this.#key = key;
    }
    return this.#pool;
  }

  forget(): void {
    this.#pool = undefined;
  }
}
