// wrong: accepts a chunk of no byte for an empty range only by luck
// verdict: test-failed
// says: refuses a chunk of no byte
// hint: With a chunk of 0 bytes the loop would never get on. What should happen before it
//   begins?

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";

/**
 * The same bytes, in order, without overlaps and with as few ranges as can be; empty ones are gone.
 * The ranges given may come in any order.
 */
export function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    if (range.end <= range.start) continue;
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return merged;
}

/** What a file of `sizeBytes` lacks where the ranges of `have` are there already, in order. */
export function findMissing(sizeBytes: number, have: readonly ByteRange[]): ByteRange[] {
  const missing: ByteRange[] = [];
  let start = 0;
  for (const range of mergeRanges(have)) {
    if (range.start > start) missing.push({ start, end: Math.min(range.start, sizeBytes) });
    start = Math.max(start, range.end);
  }
  missing.push({ start, end: sizeBytes });
  return missing.filter((range) => range.start < range.end);
}

/**
 * Cuts a range into pieces of `chunkBytes`, in order; the last may be shorter.
 *
 * @throws RangeError if `chunkBytes` is not a positive whole number
 */
export function splitRange({ start, end }: ByteRange, chunkBytes: number): ByteRange[] {
  if (chunkBytes < 0) {
    throw new RangeError(`expected a chunk of 1 byte or more, got ${chunkBytes}`);
  }
  const chunks: ByteRange[] = [];
  for (let at = start; at < end; at += chunkBytes || end) {
    chunks.push({ start: at, end: Math.min(at + chunkBytes, end) });
  }
  return chunks;
}
