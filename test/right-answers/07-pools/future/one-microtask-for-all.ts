// right: tells all listeners in one microtask, which it queues even if nobody listens

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
  #outcome: Ended<Result> | undefined;
  #listeners: ((future: this) => void)[] = [];

  /** @param cell in shared memory if another thread is to call `start` */
  constructor(cell: Int32Array = new Int32Array(Future.length)) {
    this.cell = cell;
  }

  get state(): FutureState {
    const cell = Atomics.load(this.cell, 0);
    if (cell === -1) return "cancelled";
    if (this.#outcome) return this.#outcome.ok ? "fulfilled" : "rejected";
    return cell === 0 ? "pending" : "running";
  }

  get runner(): number | undefined {
    const cell = Atomics.load(this.cell, 0);
    return cell > 0 ? cell : undefined;
  }

  get isDone(): boolean {
    return this.state !== "pending" && this.state !== "running";
  }

  start(runner = 1): boolean {
    return Atomics.compareExchange(this.cell, 0, 0, runner) === 0;
  }

  cancel(): boolean {
    const before = Atomics.compareExchange(this.cell, 0, 0, -1);
    if (before === 0) this.#end({ ok: false, error: new CancelledError() });
    return before <= 0;
  }

  fulfill(value: Result): void {
    this.#settle({ ok: true, value });
  }
  reject(error: unknown): void {
    this.#settle({ ok: false, error });
  }

  async result(): Promise<Result> {
    const outcome = await this.#whenDone();
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  }

  async error(): Promise<unknown> {
    const outcome = await this.#whenDone();
    return outcome.ok ? undefined : outcome.error;
  }

  onDone(listener: (future: this) => void): void {
    if (this.isDone) queueMicrotask(() => listener(this));
    else this.#listeners.push(listener);
  }

  #whenDone(): Promise<Ended<Result>> {
    return new Promise((resolve) => this.onDone(() => resolve(this.#outcome as never)));
  }

  #settle(outcome: Ended<Result>): void {
    if (this.state !== "running") throw new Error(`it is ${this.state}`);
    this.#end(outcome);
  }

  #end(outcome: Ended<Result>): void {
    this.#outcome = outcome;
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener(this);
    });
  }
}
type Ended<Result> = { ok: true; value: Result } | { ok: false; error: unknown };
