// The checksum of a file that is still growing, by a thread that reads behind the writers.

import { Thread } from "#solution/01-threads/thread.ts";

/** What the thread finds as its `workerData`. */
export interface HashTask {
  file: string;
  algorithm: string;
  sizeBytes: number;
  /** One cell: so many bytes from the start are there, and stay as they are; or `given up`. */
  cells: BigInt64Array;
}

export const givenUp = -1n;

export class HashThread {
  readonly #cells = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  readonly #thread: Thread<string | undefined>;

  /** @param sizeBytes of the whole file */
  constructor(file: string, algorithm: string, sizeBytes: number) {
    const data: HashTask = { file, algorithm, sizeBytes, cells: this.#cells };
    const entry = new URL("./hash-file.ts", import.meta.url);
    this.#thread = new Thread<string | undefined>(entry, { name: "hash", daemon: true, data });
    this.#thread.start();
  }

  /** Tells the thread that all bytes before `bytes` are there. */
  advance(bytes: number): void {
    this.#tell(BigInt(bytes));
  }

  /** The checksum in hexadecimal digits, once `advance` has told of the last byte. */
  async join(): Promise<string> {
    return (await this.#thread.join()) ?? "";
  }

  /** Ends the thread, wherever it is. */
  async giveUp(): Promise<void> {
    this.#tell(givenUp);
    await this.#thread.join();
  }

  #tell(value: bigint): void {
    Atomics.store(this.#cells, 0, value);
    Atomics.notify(this.#cells, 0);
  }
}
