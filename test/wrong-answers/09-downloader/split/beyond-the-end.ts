// wrong: lacks bytes beyond the end of the file
// verdict: test-failed
// says: the bytes in findMissing(
// hint: What is there may reach beyond the end, as when the file has become shorter. No gap ends
//   after `sizeBytes`.

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

/**
 * What a file of `sizeBytes` lacks where the ranges of `have` are there already, in order. They may
 * reach beyond its end: nothing is lacking there.
 */
export function findMissing(sizeBytes: number, have: readonly ByteRange[]): ByteRange[] {
  const missing: ByteRange[] = [];
  let at = 0;
  for (const { start, end } of mergeRanges(have)) {
    if (start > at) missing.push({ start: at, end: start });
    at = end;
  }
  if (at < sizeBytes) missing.push({ start: at, end: sizeBytes });
  return missing;
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
