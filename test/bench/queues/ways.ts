// Ways to pass messages of 64 bytes from one thread to another, each with room for so many.

import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { MessageRing } from "#lesson/04-queues/message-ring.ts";
import { Semaphore } from "#solution/02-locks/semaphore.ts";
import { BoundedQueue } from "#solution/04-queues/bounded-queue.ts";
import { importPeer } from "../harness/peers.ts";
import { copyInto } from "./copy-into.ts";

export const messageBytes = 64;

/** What both threads find as their `workerData`. */
export interface Pipe {
  way: WayName;
  capacity: number;
  /** Where the peers are installed. */
  peers: string;
  /** Of the way's own, zero at first. */
  memory: SharedArrayBuffer;
  /** This thread's end of a channel. */
  port: MessagePort;
  /** How many of the first messages do not count. */
  warmUp: number;
  count: number;
  gate: Int32Array;
}

export interface Producer {
  /** Passes the message on, or waits until there is room. */
  put(message: Uint8Array): void | Promise<void>;
}

export interface Consumer {
  /** Calls `take` for each message, until it returns false. What it is given may be used again. */
  takeAll(take: (message: Uint8Array) => boolean): void | Promise<void>;
}

export interface Way {
  /** Of `memory`, for such a capacity. */
  memoryBytes(capacity: number, peers: string): Promise<number>;
  produce(pipe: Pipe): Producer | Promise<Producer>;
  consume(pipe: Pipe): Consumer | Promise<Consumer>;
}

interface RingBuffer {
  push(elements: Uint8Array): number;
  pop(elements: Uint8Array): number;
}
interface RingBufferClass {
  new (memory: SharedArrayBuffer, type: Uint8ArrayConstructor): RingBuffer;
  getStorageForCapacity(capacity: number, type: Uint8ArrayConstructor): SharedArrayBuffer;
}

const cellBytes = Int32Array.BYTES_PER_ELEMENT;

const ours: Way = {
  memoryBytes: async (capacity) =>
    cellBytes * (BoundedQueue.length + MessageRing.lengthFor(capacity, messageBytes)),
  produce: (pipe) => {
    const queue = openQueue(pipe);
    return { put: (message) => void queue.put(message) };
  },
  consume: (pipe) => {
    const queue = openQueue(pipe);
    return {
      takeAll: (take) => {
        for (const message of queue) if (!take(message)) return;
      },
    };
  },
};

/** Times that one asks before one sleeps: about as long as falling asleep and being woken take. */
const asks = 2_000;

/** Asks for a while before it sleeps: dear where both threads share a processor, since then nobody changes anything meanwhile. */
const askFirst: Way = {
  memoryBytes: ours.memoryBytes,
  produce: (pipe) => {
    const queue = openQueue(pipe);
    return {
      put: (message) => {
        for (let ask = 0; ask < asks; ask++) if (queue.tryPut(message)) return;
        queue.put(message);
      },
    };
  },
  consume: (pipe) => {
    const queue = openQueue(pipe);
    const get = (): Uint8Array | undefined => {
      for (let ask = 0; ask < asks; ask++) {
        const message = queue.tryGet();
        if (message !== undefined) return message;
      }
      return queue.get();
    };
    return {
      takeAll: (take) => {
        for (let message = get(); message !== undefined; message = get())
          if (!take(message)) return;
      },
    };
  },
};

function openQueue({ memory }: Pipe): BoundedQueue<Uint8Array> {
  const taken = new Uint8Array(messageBytes);
  const cells = new Int32Array(memory);
  const ring = new MessageRing(cells.subarray(BoundedQueue.length), messageBytes, copyInto(taken));
  return new BoundedQueue(cells.subarray(0, BoundedQueue.length), ring);
}

/** Never waits: whoever uses it asks until it works. */
const ringbuf: Way = {
  memoryBytes: async (capacity, peers) => {
    const RingBuffer = await importRingBuffer(peers);
    return RingBuffer.getStorageForCapacity(capacity * messageBytes, Uint8Array).byteLength;
  },
  produce: async ({ memory, peers }) => {
    const ring = new (await importRingBuffer(peers))(memory, Uint8Array);
    return {
      put: (message) => {
        while (ring.push(message) === 0) {
          // It is full.
        }
      },
    };
  },
  consume: async ({ memory, peers }) => {
    const ring = new (await importRingBuffer(peers))(memory, Uint8Array);
    const taken = new Uint8Array(messageBytes);
    return {
      takeAll: (take) => {
        do {
          while (ring.pop(taken) === 0) {
            // It is empty.
          }
        } while (take(taken));
      },
    };
  },
};

async function importRingBuffer(peers: string): Promise<RingBufferClass> {
  const { RingBuffer } = await importPeer<{ RingBuffer: RingBufferClass }>(peers, "ringbuf.js");
  return RingBuffer;
}

/** Events on both sides; the consumer says when half of what may be under way has come. */
const postMessage: Way = {
  memoryBytes: async () => cellBytes,
  produce: ({ capacity, port }) => {
    let room = capacity;
    let wake = (): void => {};
    port.on("message", (came: number) => {
      room += came;
      wake();
    });
    return {
      put: async (message) => {
        while (room === 0) await new Promise<void>((resolve) => (wake = resolve));
        room--;
        port.postMessage(message);
      },
    };
  },
  consume: ({ capacity, port }) => ({
    takeAll: (take) =>
      new Promise((resolve) => {
        const half = Math.ceil(capacity / 2);
        let came = 0;
        port.on("message", (message: Uint8Array) => {
          if (++came === half) port.postMessage(came);
          if (came === half) came = 0;
          if (!take(message)) resolve();
        });
      }),
  }),
};

/** No events: two semaphores say how many there are and how many more there may be. */
const receive: Way = {
  memoryBytes: async () => 2 * cellBytes * Semaphore.length,
  produce: ({ capacity, memory, port }) => {
    const { room, items } = openSemaphores(memory);
    room.release(capacity);
    return {
      put: (message) => {
        room.acquire();
        port.postMessage(message);
        items.release();
      },
    };
  },
  consume: ({ memory, port }) => {
    const { room, items } = openSemaphores(memory);
    return {
      takeAll: (take) => {
        for (;;) {
          items.acquire();
          const received = receiveMessageOnPort(port);
          room.release();
          if (!take(received?.message)) return;
        }
      },
    };
  },
};

function openSemaphores(memory: SharedArrayBuffer): Record<"room" | "items", Semaphore> {
  const cells = new Int32Array(memory);
  return {
    room: new Semaphore(cells.subarray(0, Semaphore.length)),
    items: new Semaphore(cells.subarray(Semaphore.length)),
  };
}

export const ways = {
  "BoundedQueue (ours)": ours,
  "ours, asked first": askFirst,
  "ringbuf.js, asking on": ringbuf,
  receiveMessageOnPort: receive,
  postMessage,
} satisfies Record<string, Way>;

export type WayName = keyof typeof ways;
