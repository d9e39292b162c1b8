// Where a file is to be, and whether it may: nothing that is there already is touched unasked.

import { join } from "node:path";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { lockTarget } from "#lesson/09-downloader/file/target-lock.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** Something of that name was there before anybody downloaded. */
export class FileExistsError extends DownloadError {
  readonly file: string;

  constructor(file: string) {
    super("refused", `${file} exists; choose another name, or replace it with --overwrite`);
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
  const { folder, urlName, named } = settings;
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

async function expectRoom(
  file: string,
  { disk, named, overwrite }: DownloadSettings,
): Promise<void> {
  // `lstat`, not `stat`: a symbolic link is there even if what it points to is not.
  const found = await onDisk(`look at ${file}`, () =>
    disk.lstat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    }),
  );
  if (found?.isDirectory()) throw new DownloadError("refused", `${file} is a folder`);
  if (!found || overwrite) return;
  // Whoever takes it for theirs is the only one.
  named?.add(file);
  throw new FileExistsError(file);
}
