// Tells whether a file is still what it was. Plain JavaScript, because it runs before any TypeScript can.

import { statSync } from "node:fs";

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
