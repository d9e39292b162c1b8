// What a journal claims, and how to read it from a file that anything may have happened to.

import type { ByteRange } from "#lesson/09-downloader/http/byte-range.ts";
import type { Validators } from "#lesson/09-downloader/http/validators.ts";

/** The validators are those of the reply that the download began with. */
export interface JournalState extends Validators {
  version: 1;
  /** As the download was asked for, before redirects. */
  url: string;
  /** Of the file with the bytes: that of another file is not to be believed. */
  part?: string | undefined;
  sizeBytes: number | undefined;
  /** These bytes are on disk. */
  ranges: readonly ByteRange[];
}

/** Undefined for whatever no journal of ours can be: cut, zeroed, of another version. */
export function parseJournal(text: string): JournalState | undefined {
  const state: unknown = JSON.parse(text);
  return isJournal(state) ? state : undefined;
}

function isJournal(state: unknown): state is JournalState {
  if (!isRecord(state) || state.version !== 1 || typeof state.url !== "string") return false;
  const { sizeBytes, ranges, part, etag, lastModified, date } = state;
  return (
    (sizeBytes === undefined || isCount(sizeBytes)) &&
    [part, etag, lastModified, date].every(
      (text) => text === undefined || typeof text === "string",
    ) &&
    Array.isArray(ranges) &&
    ranges.every((range) => isRange(range, sizeBytes))
  );
}

function isRange(range: unknown, sizeBytes = Number.MAX_SAFE_INTEGER): range is ByteRange {
  if (!isRecord(range) || !isCount(range.start) || !isCount(range.end)) return false;
  return range.start < range.end && range.end <= sizeBytes;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
