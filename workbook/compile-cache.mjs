// Writes what was compiled so that no other process ever sees half of it, and removes what is old.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { renew } from "./stamp.mjs";

/** Of one kind: a program that still runs may load more of an older result. */
const maxResults = 20;

/**
 * Writes all files into `folder`, which is there only once they all are.
 * @param {string} folder
 * @param {readonly { path: string, contents: Uint8Array }[]} files
 */
export function writeFolder(folder, files) {
  if (existsSync(folder)) return renew(folder);
  const draft = `${folder}.${process.pid}.draft`;
  mkdirSync(draft, { recursive: true });
  for (const { path, contents } of files) writeFileSync(join(draft, basename(path)), contents);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true });
    // Another process was as quick.
    if (!existsSync(folder)) throw error;
  }
}

/**
 * @param {string} file
 * @param {string} text
 */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/**
 * Removes the results of a kind that were not in use for the longest time. Other processes may write and remove there meanwhile.
 * @param {string} cache
 * @param {string} kind
 */
export function prune(cache, kind) {
  const results = readdirSync(cache)
    .filter((name) => name.startsWith(`${kind}-`))
    .map((name) => join(cache, name))
    .flatMap((path) => {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats ? [{ path, mtimeMs: stats.mtimeMs }] : [];
    })
    .sort((x, y) => y.mtimeMs - x.mtimeMs);
  for (const { path } of results.slice(maxResults * 2))
    rmSync(path, { recursive: true, force: true });
}
