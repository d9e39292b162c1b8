// Rings for one producer and one consumer that never wait, ours and those of ringbuf.js.

import { MessageRing } from "#lesson/04-queues/message-ring.ts";
import { Ring } from "#solution/04-queues/ring.ts";
import { importPeer } from "../harness/peers.ts";
import { copyInto } from "./copy-into.ts";

/** Numbers are passed on; where a ring has messages, each begins with one. */
interface NumberPipe {
  /** Whether there was room. */
  tryPut(number: number): boolean;
  /** `undefined` if there is nothing. */
  tryGet(): number | undefined;
}

interface RingWay {
  /** Of shared memory, zero at first. */
  memoryBytes(capacity: number, peers: string): Promise<number>;
  open(memory: SharedArrayBuffer, peers: string): Promise<NumberPipe>;
}

type Elements = Int32Array | Uint8Array;
type ElementsClass = Int32ArrayConstructor | Uint8ArrayConstructor;
interface RingBuffer {
  push(elements: Elements): number;
  pop(elements: Elements): number;
}
interface RingBufferClass {
  new (memory: SharedArrayBuffer, type: ElementsClass): RingBuffer;
  getStorageForCapacity(capacity: number, type: ElementsClass): SharedArrayBuffer;
}

const messageBytes = 64;
const cellBytes = Int32Array.BYTES_PER_ELEMENT;

const ourNumbers: RingWay = {
  memoryBytes: async (capacity) => cellBytes * Ring.lengthFor(capacity),
  open: async (memory) => new Ring(new Int32Array(memory)),
};

const ourMessages: RingWay = {
  memoryBytes: async (capacity) => cellBytes * MessageRing.lengthFor(capacity, messageBytes),
  open: async (memory) => {
    const taken = new Uint8Array(messageBytes);
    const ring = new MessageRing(new Int32Array(memory), messageBytes, copyInto(taken));
    const message = new Uint8Array(messageBytes);
    const first = new Int32Array(message.buffer);
    const firstTaken = new Int32Array(taken.buffer);
    return {
      tryPut: (number) => {
        first[0] = number;
        return ring.tryPut(message);
      },
      tryGet: () => (ring.tryGet() === undefined ? undefined : firstTaken[0]),
    };
  },
};

const theirNumbers = theirs(Int32Array, 1);
const theirMessages = theirs(Uint8Array, messageBytes);

function theirs(Elements: ElementsClass, count: number): RingWay {
  return {
    memoryBytes: async (capacity, peers) => {
      const RingBuffer = await importRingBuffer(peers);
      return RingBuffer.getStorageForCapacity(capacity * count, Elements).byteLength;
    },
    open: async (memory, peers) => {
      const ring = new (await importRingBuffer(peers))(memory, Elements);
      const message = new Elements(count);
      const taken = new Elements(count);
      const first = new Int32Array(message.buffer);
      const firstTaken = new Int32Array(taken.buffer);
      return {
        tryPut: (number) => {
          first[0] = number;
          return ring.push(message) !== 0;
        },
        tryGet: () => (ring.pop(taken) === 0 ? undefined : firstTaken[0]),
      };
    },
  };
}

async function importRingBuffer(peers: string): Promise<RingBufferClass> {
  const { RingBuffer } = await importPeer<{ RingBuffer: RingBufferClass }>(peers, "ringbuf.js");
  return RingBuffer;
}

/** Ours first, then theirs, for the same work. */
export const ringPairs = {
  numbers: [ourNumbers, theirNumbers],
  "messages of 64 bytes": [ourMessages, theirMessages],
} as const satisfies Record<string, readonly [RingWay, RingWay]>;

export type RingWork = keyof typeof ringPairs;
