// Installs the packages when they are missing or the lock file has changed. Plain JavaScript,
// because nothing else may be there yet.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const lockFile = `${root}package-lock.json`;
/** The hash of the lock file that was last installed from. */
const recordFile = `${root}node_modules/.interleave-lock`;

/** Returns whether the packages are there now; says what to do if they are not. */
export async function installIfNeeded() {
  if (isUpToDate()) return true;
  const { runAlone } = await import("./run-alone.mjs");
  // Two installations in one folder take each other's files away.
  return runAlone(`${root}.interleave/installing`, () => {
    if (isUpToDate()) return true;
    console.error("Installing the packages that the workbook needs (once, about a minute) …");
    if (!install()) return false;
    writeFileSync(recordFile, hashOfLock());
    return true;
  });
}

function isUpToDate() {
  if (!existsSync(`${root}node_modules/.package-lock.json`)) return false;
  // Without a record somebody installed by hand, and knows.
  if (!existsSync(recordFile)) writeFileSync(recordFile, hashOfLock());
  return readFileSync(recordFile, "utf8") === hashOfLock();
}

function hashOfLock() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

function install() {
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = spawnSync(
    command,
    // Compilers come as optional packages, a platform each, and a user's settings may leave those out.
    [
      ...before,
      "ci",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    { cwd: root, stdio: ["inherit", 2, 2], shell: !npm && process.platform === "win32" },
  );
  if (status === 0) return true;
  console.error(
    `\`npm ci\` did not succeed${error ? `: ${error.message}` : ""}. Run it in this folder and read what it says.`,
  );
  return false;
}
