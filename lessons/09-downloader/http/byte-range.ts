// Ranges of bytes, and how HTTP writes them: there the last byte is named, here the first one after it.

/** The bytes from `start` up to, but not including, `end`; `end` is Infinity where nobody knows it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a `Content-Range` says: which bytes these are, and how many there are in all. */
export interface ContentRange extends ByteRange {
  /** Undefined where the server does not know: `*`. */
  readonly sizeBytes: number | undefined;
}

export function countBytes(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** `bytes=0-99` for the first hundred bytes, `bytes=100-` for all others. */
export function formatRange({ start, end }: ByteRange): string {
  return `bytes=${start}-${end === Number.POSITIVE_INFINITY ? "" : end - 1}`;
}

/** Reads `bytes 0-99/200` and `bytes 0-99/*`; undefined for whatever makes no sense. */
export function parseContentRange(header: string | undefined): ContentRange | undefined {
  const found = /^(\d+)-(\d+)(?:\/(\d+|\*)?)?$/.exec(withoutUnit(header));
  if (!found) return undefined;
  const [start, last] = [Number(found[1]), Number(found[2])];
  const sizeBytes = /\d/.test(found[3] ?? "") ? Number(found[3]) : undefined;
  if (last < start || last >= (sizeBytes ?? Number.POSITIVE_INFINITY)) return undefined;
  return { start, end: last + 1, sizeBytes };
}

/** Reads the `bytes *` + `/200` of a 416: how large the file is that has no such range. */
export function parseUnsatisfiedRange(header: string | undefined): number | undefined {
  const found = /^\*\/(\d+)$/.exec(withoutUnit(header));
  return found ? Number(found[1]) : undefined;
}

/** Some write `Bytes 0-99/200`, `bytes=0-99/200` or `0-99/200`: it is the numbers that must be right. */
function withoutUnit(header = ""): string {
  const text = header.trim().replace(/\s*([-/=:])\s*/g, "$1");
  return text.replace(/^bytes?(?:\s+|[=:])/i, "");
}
