// Exercise `future`: the result of a task that is not there yet.

/** A task was taken back before anybody began it. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
  override readonly message = "the task was cancelled before it ran";
}

export type FutureState = "pending" | "running" | "fulfilled" | "rejected" | "cancelled";
/** Whoever runs the task calls `start`, then `fulfill` or `reject`; who waits for it keeps the rest. */
export class Future<Result = unknown> {
  /** Int32 cells that a future needs, zero at first: nobody has begun. */
  static readonly length = 1;
  readonly cell: Int32Array;

  /** @param cell in shared memory if another thread is to call `start` */
  constructor(cell: Int32Array = new Int32Array(Future.length)) {
    this.cell = cell;
  }

  get state(): FutureState {
    return "pending"; // TODO: the cell knows whether the task runs; the rest you keep in a field.
  }

  /** The number of who has started it, if anybody has. */
  get runner(): number | undefined {
    return undefined; // TODO: a positive number in the cell.
  }

  /** Fulfilled, rejected or cancelled. */
  get isDone(): boolean {
    return false; // TODO: done or not?
  }

  /** Claims the task by a positive number; false if it was cancelled or claimed before. */
  start(runner = 1): boolean {
    return runner > 0; // TODO: look and take in one step; `cancel` does the same by another number.
  }

  /** Whether the task will never run. False means: too late. */
  cancel(): boolean {
    return false; // TODO: those who wait for the result get a CancelledError.
  }
  // TODO: keep it, and tell those who wait. Both throw an Error unless the task is running.
  fulfill(_result: Result): void {}
  reject(_error: unknown): void {}

  /** Rejects with what the task threw, or with a CancelledError. */
  result(): Promise<Result> {
    return new Promise(() => {}); // TODO: now if it is done, else later.
  }

  /** Resolves to what `result` would reject with, or to undefined. Never rejects. */
  error(): Promise<unknown> {
    return Promise.resolve(undefined); // TODO: like `result`, but nothing is thrown.
  }

  /** Calls `listener` once: when the future is done, soon if it is; never before it returns. */
  onDone(_listener: (future: this) => void): void {} // TODO: a microtask is later enough.
}
