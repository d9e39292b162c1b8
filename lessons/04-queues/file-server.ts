// A local server of generated files, with a thread of its own so that it does not slow down what measures it.

import { once } from "node:events";
import { startWorker } from "#lesson/01-threads/start-worker.ts";

export interface FileServerOptions {
  /** How many files there are. */
  count: number;
  /** What is in them, in turn; by default, the same words again and again. */
  contents?: readonly Uint8Array[];
  /** Of each file without contents; default 1,024. */
  sizeBytes?: number;
  /** From the request to the first byte of the answer; default 0. */
  latencyMs?: number;
  /** Other latencies in milliseconds, by the number of the file, from 0. */
  slow?: Record<number, number>;
  /** Numbers of files that are not there: status 404. */
  missing?: number[];
}

export interface FileServer {
  /** One for each file, in order. */
  readonly urls: string[];
  /** The largest number of requests that were being answered at the same moment. */
  readonly peakOpen: number;
  /** How many requests have come so far. */
  readonly requests: number;
  /** `peakOpen` begins again with what is open now. */
  forgetPeak(): void;
  /** Ends the server immediately, with its open connections. */
  close(): Promise<void>;
}

/** What the server's thread finds as its `workerData`. */
export interface FileServerTask extends Required<FileServerOptions> {
  /** Cells: requests being answered now, most at the same time, all that came. */
  counts: Int32Array;
}

/** Listens on the loopback interface only. Resolves when it does. */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
  const counts = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const defaults = { contents: [], sizeBytes: 1_024, latencyMs: 0, slow: {}, missing: [] };
  const task: FileServerTask = { ...defaults, ...options, counts };
  const worker = startWorker(new URL("./file-server-thread.ts", import.meta.url), {
    name: "file server",
    workerData: task,
  });
  const [url] = (await once(worker, "message")) as [string];
  // It must not keep a program running that forgets to close it.
  worker.unref();
  return {
    urls: Array.from({ length: options.count }, (_, file) => `${url}/${file}`),
    get peakOpen() {
      return Atomics.load(counts, 1);
    },
    get requests() {
      return Atomics.load(counts, 2);
    },
    forgetPeak() {
      Atomics.store(counts, 1, Atomics.load(counts, 0));
    },
    async close() {
      await worker.terminate();
    },
  };
}
