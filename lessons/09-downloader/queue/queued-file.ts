// A download as a job: what travels with it, which name it is to have, and how a failure travels back.

import type { FileJob } from "#lesson/08-processes/jobs/batch-jobs.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import type { Command } from "#lesson/09-downloader/command/usage.ts";
import { DownloadError, type FailureKind } from "#lesson/09-downloader/download-error.ts";
import type { Downloaded } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName, pickFreeName } from "#lesson/09-downloader/file/file-name.ts";

/** Workers of the real downloader have a queue of their own. */
export const queueName = "files";

export interface QueuedFile extends FileJob {
  options: Omit<Command["options"], "file" | "folder" | "connections">;
  /** Of this file; undefined for no limit. */
  bytesPerSecond: number | undefined;
}

export type QueuedResult = FileJob & Omit<Downloaded, "file">;

/** @throws UsageError for a name with a folder, which is the worker's to choose */
export function describeJobs(
  urls: readonly string[],
  { options, bytesPerSecond }: Command,
): QueuedFile[] {
  const { file, folder, connections, ...travelling } = options;
  if (file !== undefined && !isPlainName(file)) {
    throw new UsageError(`Expected a name without a folder with --queue, got “${file}”.`);
  }
  return nameFiles(urls).map((named) => ({
    ...named,
    ...(file === undefined ? {} : { file }),
    options: travelling,
    bytesPerSecond: Number.isFinite(bytesPerSecond) ? bytesPerSecond : undefined,
  }));
}

/**
 * Each URL with a name that no other one has. Names of files differ by more than upper and lower
 * case, since some disks do not tell these apart.
 */
export function nameFiles(urls: readonly string[]): FileJob[] {
  const taken = new Set<string>();
  return urls.map((url) => ({ url, file: pickFreeName(chooseFileName(url, undefined), taken) }));
}

/** A name that stays in its folder. Anybody could have put it into Redis. */
export function isPlainName(name: string): boolean {
  return name !== "" && !name.startsWith(".") && !/[/\\:\0]/.test(name);
}

/** All that is left of an error in Redis is its text, so that has to say the kind. */
export function writeReason({ kind, message }: DownloadError): string {
  return `${kind}: ${message}`;
}

export function readReason(reason: string): Error {
  const [, kind, message = ""] = /^([a-z-]+): (.*)$/s.exec(reason) ?? [];
  return kind !== undefined && isKind(kind) ? new DownloadError(kind, message) : new Error(reason);
}

const kinds: Record<FailureKind, true> = {
  transient: true,
  busy: true,
  refused: true,
  "no-ranges": true,
  changed: true,
  checksum: true,
  disk: true,
  "in-use": true,
};

function isKind(text: string): text is FailureKind {
  return Object.hasOwn(kinds, text);
}
