// What can go wrong with a download, sorted by what there is to do about it.

import { explainDisk } from "#lesson/09-downloader/file/explain-disk.ts";

/**
 * - `transient`: the network or the server failed; the same request may do better in a while
 * - `busy`: the server asks for fewer requests (429, 503)
 * - `refused`: for good; asking again is no use
 * - `no-ranges`: the server does not send parts of the file, so it has to be had in one piece
 * - `changed`: this is not the version of the file that the download began with
 * - `checksum`: every byte came, and they are not those that were expected
 * - `disk`: the bytes came and could not be written
 * - `in-use`: another process downloads the same file
 */
export type FailureKind =
  | "transient"
  | "busy"
  | "refused"
  | "no-ranges"
  | "changed"
  | "checksum"
  | "disk"
  | "in-use";

export interface FailureDetails extends ErrorOptions {
  /** How long the server asks us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
}

export class DownloadError extends Error {
  override name = "DownloadError";
  readonly kind: FailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    { retryAfterMs, ...options }: FailureDetails = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

export function isFailure(error: unknown, ...kinds: FailureKind[]): error is DownloadError {
  return error instanceof DownloadError && kinds.includes(error.kind);
}

/** Runs something that reads or writes files; its errors are the disk's. */
export async function onDisk<Result>(what: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    if (cause instanceof DownloadError) throw cause;
    throw new DownloadError("disk", `cannot ${what}: ${explainDisk(cause)}`, { cause });
  }
}
