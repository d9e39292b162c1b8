// wrong: lengthens the ranges that it was given
// verdict: test-failed
// says: the list afterwards: expected [ { start: 20, end: 30 }, { start: 0, end: 5 }, { start: 5, end: 9 } ], got
// hint: The list is a copy, and the ranges in it are those of the caller: whoever changes one changes
//   both. Make a new range.

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";

/**
 * The same bytes, in order, without overlaps and with as few ranges as can be; empty ones are gone.
 * The ranges given may come in any order.
 */
export function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: { start: number; end: number }[] = [];
  const sorted: { start: number; end: number }[] = [...ranges].sort((a, b) => a.start - b.start);
  for (const range of sorted) {
    if (range.end <= range.start) continue;
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push(range);
  }
  return merged;
}

/**
 * What a file of `sizeBytes` lacks where the ranges of `have` are there already, in order. They may
 * reach beyond its end: nothing is lacking there.
 */
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
  if (!Number.isSafeInteger(chunkBytes) || chunkBytes < 1) {
    throw new RangeError(`expected a chunk of 1 byte or more, got ${chunkBytes}`);
  }
  const chunks: ByteRange[] = [];
  for (let at = start; at < end; at += chunkBytes) {
    chunks.push({ start: at, end: Math.min(at + chunkBytes, end) });
  }
  return chunks;
}
