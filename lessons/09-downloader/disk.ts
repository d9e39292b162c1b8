// The disk, as something that a test can replace: by one that is full, or on which a process dies.

import * as fileSystem from "node:fs/promises";

/** What the downloader needs of the file system. */
export type Disk = Pick<
  typeof fileSystem,
  "link" | "lstat" | "open" | "readFile" | "rename" | "rm"
>;

export const realDisk: Disk = fileSystem;
