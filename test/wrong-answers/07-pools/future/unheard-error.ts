// wrong: rejects a promise that nobody has asked for
// verdict: unhandled-rejection
// says: the soup is burnt
// hint: A promise of your own that is rejected with nobody listening ends the program. Make the promise when somebody asks, or listen to it yourself.

/** A task was taken back before anybody began it. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  override readonly message = "the task was cancelled before it ran";
}

export type FutureState = "pending" | "running" | "fulfilled" | "rejected" | "cancelled";

/** What the cell holds, unless it holds the number of who runs the task. */
const pending = 0;
const cancelled = -1;

interface Outcome<Result> {
  state: "fulfilled" | "rejected" | "cancelled";
  result?: Result;
  error?: unknown;
}

/**
 * Whoever runs the task calls `start`, then `fulfill` or `reject`; whoever wants its result keeps
 * the rest. A future has no `then`: an async function that returns one would wait for it.
 */
export class Future<Result = unknown> {
  /** Int32 cells that a future needs, zero at first. */
  static readonly length = 1;
  readonly cell: Int32Array;
  #outcome: Outcome<Result> | undefined;
  #listeners: (() => void)[] = [];
  readonly #promise = this.#makePromise();

  /** @param cell in shared memory if another thread is to call `start` */
  constructor(cell: Int32Array = new Int32Array(Future.length)) {
    this.cell = cell;
  }

  get state(): FutureState {
    if (this.#outcome) return this.#outcome.state;
    return this.runner === undefined ? "pending" : "running";
  }

  /** The number of who has started it, if anybody has. */
  get runner(): number | undefined {
    const number = Atomics.load(this.cell, 0);
    return number > pending ? number : undefined;
  }

  /** Fulfilled, rejected or cancelled: nothing will change any more. */
  get isDone(): boolean {
    return this.#outcome !== undefined;
  }

  /**
   * Claims the task. Of all threads that try, on the same cell, one gets it.
   *
   * @param runner a positive number that says who claims
   * @returns false if it was cancelled or claimed before: then it must not be run
   */
  start(runner = 1): boolean {
    return Atomics.compareExchange(this.cell, 0, pending, runner) === pending;
  }

  /** @returns whether the task will never run; false is "too late" */
  cancel(): boolean {
    const before = Atomics.compareExchange(this.cell, 0, pending, cancelled);
    if (before === pending) this.#settle({ state: "cancelled", error: new CancelledError() });
    return before === pending || before === cancelled;
  }

  /** @throws Error unless the task is running */
  fulfill(result: Result): void {
    this.#finish({ state: "fulfilled", result });
  }

  /** @throws Error unless the task is running */
  reject(error: unknown): void {
    this.#finish({ state: "rejected", error });
  }

  /** Waits. Rejects with what the task threw, or with CancelledError. */
  result(): Promise<Result> {
    return this.#promise;
  }

  #makePromise(): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#whenDone(({ state, result, error }) => {
        if (state === "fulfilled") resolve(result as Result);
        else reject(error);
      });
    });
  }

  /** Waits. Resolves to what `result` would reject with, or to undefined. */
  error(): Promise<unknown> {
    return new Promise((resolve) => this.#whenDone(({ error }) => resolve(error)));
  }

  /** Calls `listener` once, when the future is done or soon if it is, and never before it returns. */
  onDone(listener: (future: this) => void): void {
    this.#whenDone(() => queueMicrotask(() => listener(this)));
  }

  #finish(outcome: Outcome<Result>): void {
    if (this.state !== "running") throw new Error(`expected a running task, it is ${this.state}`);
    this.#settle(outcome);
  }

  #settle(outcome: Outcome<Result>): void {
    this.#outcome = outcome;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  #whenDone(listener: (outcome: Outcome<Result>) => void): void {
    if (this.#outcome) listener(this.#outcome);
    else this.#listeners.push(() => this.#outcome && listener(this.#outcome));
  }
}
