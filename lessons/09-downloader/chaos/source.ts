// The files of the fault server: any size, made up as they are sent, each byte known by its place.

import { createHash } from "node:crypto";

/** A prime: two places have the same bytes around them only by chance. Large, to be fast to send. */
const blockBytes = 1_048_583;
const blocks = new Map<string, Buffer>();

export interface Source {
  readonly sizeBytes: number;
  /** The bytes of `[start, end)`, a piece at a time. Pieces must not be written to. */
  readPieces(start: number, end: number): Iterable<Buffer>;
}

/** The same seed and version give the same file, everywhere. */
export function createSource(seed: number, version: number, sizeBytes: number): Source {
  const key = `${seed} ${version}`;
  const block = blocks.get(key) ?? fillBlock(seed * 31 + version);
  blocks.set(key, block);
  return {
    sizeBytes,
    *readPieces(start, end) {
      for (let at = start; at < end; ) {
        const from = at % blockBytes;
        const piece = block.subarray(from, Math.min(blockBytes, from + end - at));
        yield piece;
        at += piece.length;
      }
    },
  };
}

/** For a range that fits into memory. */
export function readSource(source: Source, start = 0, end = source.sizeBytes): Buffer {
  return Buffer.concat([...source.readPieces(start, end)]);
}

export function hashSource(source: Source, algorithm = "sha256"): string {
  const hash = createHash(algorithm);
  for (const piece of source.readPieces(0, source.sizeBytes)) hash.update(piece);
  return hash.digest("hex");
}

/** xorshift32, by George Marsaglia. */
function fillBlock(seed: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  let state = seed * 2_654_435_761 + 1 || 1;
  for (let index = 0; index < blockBytes; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block[index] = state;
  }
  return block;
}
