// The body of a reply as it comes, in batches: while we write, the connection fills up only so far.

import type { Dispatcher } from "undici";

/**
 * So much may wait for us before the connection is told to pause, and is then written at once. With
 * a quarter of it, a third of the speed is lost on more ways to the disk's threads and back.
 */
const enoughBytes = 512 * 1024;

/** Can be read once. */
export class ReplyBody implements AsyncIterable<Buffer[]> {
  readonly #controller: Dispatcher.DispatchController;
  readonly #startIdleTimer: () => () => void;
  #pieces: Buffer[] = [];
  #waitingBytes = 0;
  #isOver = false;
  #error: unknown;
  #wake: (() => void) | undefined;

  /** @param startIdleTimer called whenever we begin to wait for the server; its answer, at the end */
  constructor(controller: Dispatcher.DispatchController, startIdleTimer: () => () => void) {
    this.#controller = controller;
    this.#startIdleTimer = startIdleTimer;
  }

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#waitingBytes += piece.length;
    if (this.#waitingBytes >= enoughBytes) this.#controller.pause();
    this.#wake?.();
  }

  end(error?: unknown): void {
    this.#isOver = true;
    this.#error = error;
    this.#wake?.();
  }

  /**
   * Everything that has come since the last batch. Whoever stops early ends the connection.
   *
   * @throws what the connection failed with, after the last byte that came before it
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer[], void, undefined> {
    try {
      while (true) {
        if (this.#pieces.length > 0) yield this.#takePieces();
        else if (this.#error !== undefined) throw this.#error;
        else if (this.#isOver) return;
        else await this.#waitForMore();
      }
    } finally {
      this.drop();
    }
  }

  /** Whether more bytes than these come; reads none of them. Throws what the connection failed with. */
  async hasMoreThan(bytes: number): Promise<boolean> {
    while (!this.#isOver && this.#waitingBytes <= bytes) await this.#waitForMore();
    if (this.#waitingBytes > bytes) return true;
    if (this.#error !== undefined) throw this.#error;
    return false;
  }

  /** Whether it begins with these bytes; reads none of them. */
  async startsWith(...bytes: readonly number[]): Promise<boolean> {
    if (!(await this.hasMoreThan(bytes.length - 1))) return false;
    return Buffer.concat(this.#pieces, bytes.length).equals(Buffer.from(bytes));
  }

  /** Ends the connection if there is more to come. */
  drop(): void {
    if (!this.#isOver) this.#controller.abort(new Error("no more of this reply is wanted"));
  }

  /** Reads a short rest, so that the connection can be used again; gives up on a long one. */
  async discard(): Promise<void> {
    let leftBytes = enoughBytes;
    try {
      for await (const pieces of this) {
        for (const { length } of pieces) leftBytes -= length;
        if (leftBytes < 0) break;
      }
    } catch {
      // What is thrown away may be broken.
    }
  }

  #takePieces(): Buffer[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#waitingBytes = 0;
    if (this.#controller.paused) this.#controller.resume();
    return pieces;
  }

  async #waitForMore(): Promise<void> {
    const stopTimer = this.#startIdleTimer();
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
    stopTimer();
  }
}
