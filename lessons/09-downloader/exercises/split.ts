// Exercise `split`: which ranges of a file are still to be had, in pieces of a size.

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";

/**
 * The same bytes, in order, without overlaps and with as few ranges as can be; empty ones are gone.
 * The ranges given may come in any order.
 */
export function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    if (range.end <= range.start) continue;
    merged.push(range); // TODO: join it with the one before if they touch or overlap.
  }
  return merged;
}

/**
 * What a file of `sizeBytes` lacks where the ranges of `have` are there already, in order. They may
 * reach beyond its end: nothing is lacking there.
 */
export function findMissing(sizeBytes: number, have: readonly ByteRange[]): ByteRange[] {
  // TODO: what lies before each merged range, and what lies after the last.
  return [{ start: 0, end: sizeBytes }];
}

/**
 * Cuts a range into pieces of `chunkBytes`, in order; the last may be shorter.
 *
 * @throws RangeError if `chunkBytes` is not a positive whole number
 */
export function splitRange({ start, end }: ByteRange, chunkBytes: number): ByteRange[] {
  if (!Number.isSafeInteger(chunkBytes) || chunkBytes < 1) {
    throw new RangeError(`expected a chunk of 1 byte or more, got ${chunkBytes}`);
  }
  const chunks: ByteRange[] = [];
  for (let at = start; at < end; at += chunkBytes) {
    chunks.push({ start: at, end: Math.min(at + chunkBytes, end) });
  }
  return chunks;
}
