// A reply that is not the part that was asked for: once, that may be an accident.

import { DownloadError } from "#lesson/09-downloader/download-error.ts";

/** By the file, where the parts were to begin for which something else came. */
const rejected = new WeakMap<object, Set<number>>();

/**
 * The error for it: worth another try at first. A server that gets the same part wrong a second
 * time will not do better, but it may still send the file as a whole.
 *
 * @param resource the file of which it should be a part
 * @param start where it should begin
 */
export function rejectPart(resource: object, start: number, message: string): DownloadError {
  const starts = rejected.get(resource) ?? new Set();
  const kind = starts.has(start) ? "no-ranges" : "transient";
  rejected.set(resource, starts.add(start));
  return new DownloadError(kind, message);
}
