// A thread of its own that writes the log, so that no other thread waits for the disk.

import { closeSync, openSync } from "node:fs";
import { MessageRing, textCodec } from "#lesson/04-queues/message-ring.ts";
import { Thread } from "#solution/01-threads/thread.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";

export interface LogOptions {
  /** Lines are added at its end. */
  file: string;
  /** How many lines may wait to be written; default 1,024. */
  capacity?: number;
  /** What is longer, in UTF-8, is cut off; default 256. */
  lineBytes?: number;
  /** Whether a writer sleeps while there is no room, or the line is dropped; default "wait". */
  onFull?: "wait" | "drop";
}

/** What a thread needs to write to the log: hand it over as part of `workerData`. */
export interface LogHandle {
  queueCells: Int32Array;
  ringCells: Int32Array;
  /** One cell. */
  droppedCells: Int32Array;
  lineBytes: number;
  onFull: "wait" | "drop";
}

/** The queue of lines between the writers and the log thread. */
export function openLogQueue({ queueCells, ringCells, lineBytes }: LogHandle) {
  return new BoundedQueue(queueCells, new MessageRing(ringCells, lineBytes, textCodec));
}

/** Writes lines to the log thread, from any thread. */
export class Log {
  readonly handle: LogHandle;
  readonly #queue: BoundedQueue<string>;

  constructor(handle: LogHandle) {
    this.handle = handle;
    this.#queue = openLogQueue(handle);
  }

  /** How many lines wait to be written. */
  get depth(): number {
    return this.#queue.ring.size;
  }

  /** How many lines all threads together have dropped so far. */
  get dropped(): number {
    return Atomics.load(this.handle.droppedCells, 0);
  }

  /**
   * @param line without the line break at its end
   * @returns false if the line was dropped
   * @throws QueueClosedError once the log is closed, or if its thread has failed
   */
  write(line: string): boolean {
    const { onFull, droppedCells } = this.handle;
    const isIn = onFull === "wait" ? this.#queue.put(line) : this.#queue.tryPut(line);
    if (!isIn) Atomics.add(droppedCells, 0, 1);
    return isIn;
  }

  /** No more lines, from any thread. Those that wait are still written. */
  end(): void {
    this.#queue.close();
  }
}

/** The log of the thread that started the log thread. */
export class LogThread extends Log {
  readonly #thread: Thread<number>;
  readonly #fileDescriptor: number;

  constructor(handle: LogHandle, fileDescriptor: number) {
    super(handle);
    this.#fileDescriptor = fileDescriptor;
    const file = new URL("./log-writer.ts", import.meta.url);
    const data = { ...handle, fileDescriptor };
    // A daemon: a program that ends without `close` loses the lines that wait, but it ends.
    this.#thread = new Thread<number>(file, { name: "log", daemon: true, data }).start();
  }

  /** Waits until all lines are in the file. Returns how many there were. Throws what went wrong. */
  async close(): Promise<number> {
    this.end();
    try {
      return await this.#thread.join();
    } finally {
      closeSync(this.#fileDescriptor);
    }
  }
}

/** Throws the error of the file system if the file cannot be opened. */
export function startLogThread(options: LogOptions): LogThread {
  const { file, capacity = 1_024, lineBytes = 256, onFull = "wait" } = options;
  const handle: LogHandle = {
    queueCells: share(BoundedQueue.length),
    ringCells: share(MessageRing.lengthFor(capacity, lineBytes)),
    droppedCells: share(1),
    lineBytes,
    onFull,
  };
  return new LogThread(handle, openSync(file, "a"));
}

function share(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
