// Where a file is to be, and whether it may: nothing that is there already is touched unasked.

import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DownloadError, onDisk } from "#lesson/09-downloader/download-error.ts";
import type { DownloadSettings } from "#lesson/09-downloader/download-options.ts";
import { chooseFileName } from "#lesson/09-downloader/file/file-name.ts";
import { lockTarget } from "#lesson/09-downloader/file/target-lock.ts";
import type { Resource } from "#solution/09-downloader/probe.ts";

/** Something of that name was there before anybody downloaded. */
export class FileExistsError extends DownloadError {
  readonly file: string;

  /** False if it is certain that it is not what the server has. */
  readonly mayBeWhole: boolean;

  /** @param sizeBytes of the server's file */
  constructor(file: string, found: Stats, sizeBytes: number | undefined) {
    const mayBeWhole = hasLength(found, sizeBytes);
    const length = mayBeWhole ? "" : `, with ${found.size} bytes and not ${sizeBytes}`;
    const hint = found.isFile() ? ", or replace it with --overwrite" : "";
    super("refused", `${file} exists${length}; choose another name${hint}`);
    this.file = file;
    this.mayBeWhole = mayBeWhole;
  }
}

/**
 * Runs the task with the name that the caller, or else the server, chose. Until it ends, no other
 * download of this or another process has that name. A checksum that goes by names is in the settings
 * from then on.
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
  const name = chooseFileName(resource.url, resource.disposition, urlName);
  const file = settings.file ?? join(folder, name);
  // Known only now, since a server may name its file.
  settings.checksum ??= settings.findChecksum?.([
    chooseFileName(resource.url, resource.disposition),
    basename(file),
  ]);
  if (output) return await task(output.name);
  if (named?.has(file)) {
    throw new DownloadError("refused", `${file} is the name of another download, too`);
  }
  // Once before, since a lock is something to be written, and once when nobody else can give the name.
  const room = { ...settings, resource };
  await expectRoom(file, room);
  const unlock = await onDisk(`lock ${file}`, () => lockTarget(file));
  try {
    await expectRoom(file, room);
    const result = await task(file);
    named?.add(file);
    return result;
  } finally {
    await unlock();
  }
}

/**
 * A folder that was named for a file has to be there: only that of the whole command is made.
 *
 * @throws DownloadError `disk`, before any server is asked
 */
export async function expectFolderOf(file: string): Promise<void> {
  const folder = dirname(file);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const got = found ? "which is a file" : "which is not there";
  const advice = found ? "Name another one" : "Make it first, or give it as --dir, which is made";
  throw new DownloadError(
    "disk",
    `expected a folder ${folder} for ${basename(file)}, ${got}. ${advice}.`,
  );
}

export interface Room extends Pick<DownloadSettings, "disk" | "overwrite"> {
  ifNewer?: boolean;
  named?: Set<string> | undefined;
  /** What is to be there. */
  resource?: Resource;
}

/**
 * Returns if there is nothing of that name, or a regular file that is to be replaced.
 *
 * @throws FileExistsError, DownloadError `refused`
 */
export async function expectRoom(file: string, room: Room): Promise<void> {
  const { disk, named, overwrite, ifNewer, resource } = room;
  // `lstat`, not `stat`: a symbolic link is there even if what it points to is not.
  const found = await onDisk(`look at ${file}`, () =>
    disk.lstat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    }),
  );
  if (overwrite || found?.isDirectory()) expectRegular(file, found);
  if (!found || (overwrite && !(ifNewer && isCurrent(found, resource)))) return;
  // Whoever takes it for theirs is the only one.
  named?.add(file);
  throw new FileExistsError(file, found, resource?.sizeBytes);
}

/** Not older than the server's, and as long. Dates in headers have whole seconds. */
function isCurrent(found: Stats, resource: Resource | undefined): boolean {
  const changedMs = Date.parse(resource?.lastModified ?? "");
  return changedMs <= found.mtimeMs && hasLength(found, resource?.sizeBytes);
}

/** As far as is known. */
function hasLength(found: Stats, sizeBytes: number | undefined): boolean {
  return !found.isFile() || sizeBytes === undefined || found.size === sizeBytes;
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
