// Where a file will lie, and whether it may: nothing that is there already is touched unasked.

import { join } from "node:path";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName } from "#lesson/09-downloader/file-name.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** Targets of the downloads that run in this process. */
const taken = new Set<string>();

/**
 * Runs the task with the name that the caller, or else the server, chose.
 *
 * @throws DownloadError `refused` if something of that name is there, or on its way
 */
export async function withTarget<Result>(
  resource: Resource,
  settings: DownloadSettings,
  task: (file: string) => Promise<Result>,
): Promise<Result> {
  const { folder, disk, overwrite } = settings;
  const file = settings.file ?? join(folder, chooseFileName(resource.url, resource.disposition));
  if (taken.has(file)) throw new DownloadError("refused", `${file} is being downloaded`);
  taken.add(file);
  try {
    // `lstat`, not `stat`: a symbolic link is there even if what it points to is not.
    const found = await onDisk(`look at ${file}`, () =>
      disk.lstat(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
    );
    if (found?.isDirectory()) throw new DownloadError("refused", `${file} is a folder`);
    if (found && !overwrite) {
      const hint = "choose another name, or replace it with --overwrite";
      throw new DownloadError("refused", `${file} exists; ${hint}`);
    }
    return await task(file);
  } finally {
    taken.delete(file);
  }
}
