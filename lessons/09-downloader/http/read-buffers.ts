// Large buffers that sockets read into, and which are used again once what came is on disk. A buffer for each read, as Node
// has it by itself, costs a quarter of the time: new memory, and the collector that frees it.

import { createRequire } from "node:module";
import type { OnReadOpts, Socket } from "node:net";
import type { buildConnector } from "undici";

const require = createRequire(import.meta.url);
const slabBytes = 2 ** 19;
/** Into less, a socket does not read: pieces that small cost more on their way than they hold. */
const leastBytes = 2 ** 16;
/** More than eight connections have under way. The others are left to the collector. */
const maxFree = 32;

/** A piece of memory that one socket fills from its start on. */
interface Slab {
  readonly memory: Buffer;
  /** So much was read into it. */
  usedBytes: number;
  /** So much of that was given back. */
  backBytes: number;
  /** No socket reads into it any more. */
  isFull: boolean;
}

const free: Buffer[] = [];
const slabs = new WeakMap<ArrayBufferLike, Slab>();
const givenBack = new WeakSet<Buffer>();
let looseBytes = 0;

/** Connects as undici does; what comes unencrypted is read into slabs. */
export function connectWithSlabs(options: buildConnector.BuildOptions): buildConnector.connector {
  const build: typeof buildConnector = require("undici/lib/core/connect.js");
  const connectAsUsual = build(options);
  return (place, callback) => {
    if (place.protocol === "https:") return connectAsUsual(place, callback);
    let socket: Socket | undefined;
    const onread = readIntoSlabs((piece) => socket?.push(piece) ?? true);
    build({ ...options, onread })(place, (...connected) => {
      socket = connected[1] ?? undefined;
      callback(...connected);
    });
  };
}

/**
 * Says that nobody reads these pieces of replies any more: what is in them changes from now on. Whoever does not say so
 * keeps them, like any buffer.
 */
export function giveBack(pieces: readonly Buffer[]): void {
  for (const piece of pieces) {
    const slab = slabs.get(piece.buffer);
    if (slab === undefined) looseBytes += piece.length;
    else if (!givenBack.has(piece)) {
      givenBack.add(piece);
      slab.backBytes += piece.length;
      freeIfDone(slab);
    }
  }
}

/** How many bytes were given back since the last call that lay in no slab: they are left to the collector. */
export function takeLooseBytes(): number {
  const bytes = looseBytes;
  looseBytes = 0;
  return bytes;
}

/** The option of `net.connect` for one socket; `push` gets what it has read, and says whether more is wanted. */
function readIntoSlabs(push: (piece: Buffer) => boolean): OnReadOpts {
  let slab = takeSlab();
  return {
    buffer() {
      if (slabBytes - slab.usedBytes < leastBytes) {
        slab.isFull = true;
        freeIfDone(slab);
        slab = takeSlab();
      }
      return slab.memory.subarray(slab.usedBytes);
    },
    callback(bytes, memory) {
      slab.usedBytes += bytes;
      return push(Buffer.from(memory.buffer, memory.byteOffset, bytes));
    },
  };
}

function takeSlab(): Slab {
  const memory = free.pop() ?? Buffer.allocUnsafeSlow(slabBytes);
  const slab = { memory, usedBytes: 0, backBytes: 0, isFull: false };
  slabs.set(memory.buffer, slab);
  return slab;
}

/** What no piece has ever held, such as the head of a reply, keeps its slab from being used again. */
function freeIfDone(slab: Slab): void {
  const isDone = slab.isFull && slab.backBytes === slab.usedBytes;
  if (isDone && free.length < maxFree) free.push(slab.memory);
}
