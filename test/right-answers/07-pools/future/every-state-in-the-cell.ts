// right: every state in the cell, how it came to its end beside it, settled by events

import { EventEmitter } from "node:events";

export class CancelledError extends Error {
  override readonly name = "CancelledError";
  override readonly message = "the task was cancelled before it ran";
}

export type FutureState = "pending" | "running" | "fulfilled" | "rejected" | "cancelled";

const [rejected, fulfilled, cancelled, pending] = [-3, -2, -1, 0];

export class Future<Result = unknown> {
  static readonly length = 1;
  readonly cell: Int32Array;
  readonly #events = new EventEmitter().setMaxListeners(0);
  #end: { runner?: number; value: unknown } | undefined;

  constructor(cell: Int32Array = new Int32Array(Future.length)) {
    this.cell = cell;
  }

  get state(): FutureState {
    const number = Atomics.load(this.cell, 0);
    if (number > 0) return "running";
    return (["pending", "cancelled", "fulfilled", "rejected"] as const)[-number] ?? "pending";
  }

  get runner(): number | undefined {
    const number = Atomics.load(this.cell, 0);
    return number > 0 ? number : this.#end?.runner;
  }

  get isDone(): boolean {
    return Atomics.load(this.cell, 0) < 0;
  }

  start(runner = 1): boolean {
    return this.#change(pending, runner);
  }

  cancel(): boolean {
    if (!this.#change(pending, cancelled)) return Atomics.load(this.cell, 0) === cancelled;
    this.#end = { value: new CancelledError() };
    this.#events.emit("done");
    return true;
  }

  fulfill(result: Result): void {
    this.#settle(fulfilled, result);
  }

  reject(error: unknown): void {
    this.#settle(rejected, error);
  }

  async result(): Promise<Result> {
    await this.#done();
    if (Atomics.load(this.cell, 0) !== fulfilled) throw this.#end?.value;
    return this.#end?.value as Result;
  }

  async error(): Promise<unknown> {
    await this.#done();
    return Atomics.load(this.cell, 0) === fulfilled ? undefined : this.#end?.value;
  }

  onDone(listener: (future: this) => void): void {
    void this.#done().then(() => listener(this));
  }

  async #done(): Promise<void> {
    if (!this.isDone) await new Promise<void>((resolve) => this.#events.once("done", resolve));
  }

  #settle(state: number, value: unknown): void {
    const runner = Atomics.load(this.cell, 0);
    if (runner <= 0 || !this.#change(runner, state)) throw new Error(`it is ${this.state}`);
    this.#end = { runner, value };
    this.#events.emit("done");
  }

  #change(from: number, to: number): boolean {
    return Atomics.compareExchange(this.cell, 0, from, to) === from;
  }
}
