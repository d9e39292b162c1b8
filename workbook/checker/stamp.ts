// Tells whether a file is still what it was.

import { statSync } from "node:fs";

/** Differs from an earlier stamp of `file` if it was written, replaced, removed or made since. */
export function stampOf(file: string): string {
  // A module that the bundler has made up, such as the helper of `await using`.
  if (file.includes("\0")) return "no file";
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.mtimeNs} ${stats.ctimeNs} ${stats.size} ${stats.ino}` : "missing";
}
