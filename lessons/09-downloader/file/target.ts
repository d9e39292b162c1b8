// Where a file is to be, and whether it may: nothing that is there already is touched unasked.

import type { Stats } from "node:fs";
import { join } from "node:path";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { lockTarget } from "#lesson/09-downloader/file/target-lock.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** Something of that name was there before anybody downloaded. */
export class FileExistsError extends DownloadError {
  readonly file: string;

  constructor(file: string, found: Stats) {
    const hint = found.isFile() ? ", or replace it with --overwrite" : "";
    super("refused", `${file} exists; choose another name${hint}`);
    this.file = file;
  }
}

/**
 * Runs the task with the name that the caller, or else the server, chose. Until it ends, no other
 * download of this or another process has that name.
 *
 * @throws FileExistsError; DownloadError `refused` if it is the name of another download of ours,
 *   `in-use` if one of another process
 */
export async function withTarget<Result>(
  resource: Resource,
  settings: DownloadSettings,
  task: (file: string) => Promise<Result>,
): Promise<Result> {
  const { folder, urlName, named, output } = settings;
  if (output) return await task(output.name);
  const name = chooseFileName(resource.url, resource.disposition, urlName);
  const file = settings.file ?? join(folder, name);
  if (named?.has(file)) {
    throw new DownloadError("refused", `${file} is the name of another download, too`);
  }
  // Once before, since a lock is something to be written, and once when nobody else can give the name.
  await expectRoom(file, settings);
  const unlock = await onDisk(`lock ${file}`, () => lockTarget(file));
  try {
    await expectRoom(file, settings);
    const result = await task(file);
    named?.add(file);
    return result;
  } finally {
    await unlock();
  }
}

/**
 * Returns if there is nothing of that name, or a regular file that is to be replaced.
 *
 * @throws FileExistsError, DownloadError `refused`
 */
export async function expectRoom(
  file: string,
  {
    disk,
    named,
    overwrite,
  }: Pick<DownloadSettings, "disk" | "overwrite"> & { named?: Set<string> | undefined },
): Promise<void> {
  // `lstat`, not `stat`: a symbolic link is there even if what it points to is not.
  const found = await onDisk(`look at ${file}`, () =>
    disk.lstat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    }),
  );
  if (overwrite || found?.isDirectory()) expectRegular(file, found);
  if (!found || overwrite) return;
  // Whoever takes it for theirs is the only one.
  named?.add(file);
  throw new FileExistsError(file, found);
}

/**
 * A device, a pipe or a link is never replaced: others use what it leads to.
 *
 * @throws DownloadError `refused` for what is there and is no regular file
 */
export function expectRegular(file: string, found: Stats | undefined): void {
  if (!found || found.isFile()) return;
  throw new DownloadError("refused", `${file} is ${describe(found)}, which is never replaced`);
}

function describe(found: Stats): string {
  if (found.isDirectory()) return "a folder";
  if (found.isSymbolicLink()) return "a symbolic link";
  if (found.isFIFO()) return "a named pipe";
  return found.isSocket() ? "a socket" : "a device";
}
