// A lock between processes: a file that only one of them can create. It is a tryLock.

import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "kitchen-"));
const lockFile = join(folder, "kitchen.lock");

// #region file
function tryLock(): boolean {
  try {
    closeSync(openSync(lockFile, "wx"));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
// #endregion

console.log(`first: ${tryLock()}`);
console.log(`second: ${tryLock()}`);
unlinkSync(lockFile);
console.log(`after the file is gone: ${tryLock()}`);
rmSync(folder, { recursive: true });
