// right: one promise made at the start, whose rejection counts as handled

export class CancelledError extends Error {
  override readonly name = "CancelledError";
  override readonly message = "the task was cancelled before it ran";
}

export type FutureState = "pending" | "running" | "fulfilled" | "rejected" | "cancelled";

export class Future<Result = unknown> {
  static readonly length = 1;
  readonly cell: Int32Array;
  readonly #promise: Promise<Result>;
  #resolve!: (result: Result) => void;
  #reject!: (error: unknown) => void;
  #end: FutureState | undefined;

  constructor(cell: Int32Array = new Int32Array(Future.length)) {
    this.cell = cell;
    this.#promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#promise.catch(() => {});
  }

  get state(): FutureState {
    return this.#end ?? (this.runner ? "running" : "pending");
  }

  get runner(): number | undefined {
    const number = Atomics.load(this.cell, 0);
    return number > 0 ? number : undefined;
  }

  get isDone(): boolean {
    return this.#end !== undefined;
  }

  start(runner = 1): boolean {
    return Atomics.compareExchange(this.cell, 0, 0, runner) === 0;
  }

  cancel(): boolean {
    if (Atomics.compareExchange(this.cell, 0, 0, -1) !== 0) return this.#end === "cancelled";
    this.#end = "cancelled";
    this.#reject(new CancelledError());
    return true;
  }

  fulfill(result: Result): void {
    this.#finish("fulfilled");
    this.#resolve(result);
  }

  reject(error: unknown): void {
    this.#finish("rejected");
    this.#reject(error);
  }

  result(): Promise<Result> {
    return this.#promise;
  }

  error(): Promise<unknown> {
    return this.#promise.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  onDone(listener: (future: this) => void): void {
    const tell = () => listener(this);
    this.#promise.then(tell, tell);
  }

  #finish(end: FutureState): void {
    if (this.state !== "running") throw new Error(`the task is ${this.state}`);
    this.#end = end;
  }
}
