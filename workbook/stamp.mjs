// Tells whether a file is still what it was, and whether it is in use. Plain JavaScript, because it runs before any TypeScript can.

import { statSync, utimesSync } from "node:fs";

/**
 * Differs from an earlier stamp of `file` if it was written, replaced, removed or made since.
 * @param {string} file
 */
export function stampOf(file) {
  // A module that the bundler has made up, such as the helper of `await using`.
  if (file.includes("\0")) return "no file";
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.mtimeNs} ${stats.ctimeNs} ${stats.size} ${stats.ino}` : "missing";
}

/**
 * Says that what was compiled is in use: what was not for the longest time is removed first.
 * @param {string} path
 */
export function renew(path) {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Whoever may not write here does not remove anything, either.
  }
}
