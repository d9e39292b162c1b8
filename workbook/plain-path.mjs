// Vite and tsx take what follows a `#` or a `?` in a path for no part of it, and cannot load files from there.
// A course in such a folder runs from a link to it. Plain JavaScript, because it runs before any TypeScript can.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readlinkSync, symlinkSync } from "node:fs";
import { constants, homedir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
/** Node looks for the modules of a linked folder beside the link, and so do the programs that it starts. */
const followNoLinks = "--preserve-symlinks --preserve-symlinks-main";

/** @param {string} path */
function isPlain(path) {
  return !/[#?]/.test(path);
}

/**
 * Runs `program`, a path in the course, by a link to the course where the path of its folder is not
 * plain. Resolves to its exit code, or to undefined if the path is plain and nothing was done.
 *
 * @param {string} program
 * @param {string[]} words
 * @returns {Promise<number | undefined>}
 */
export async function runByPlainPath(program, words) {
  if (isPlain(root)) return undefined;
  const link = makeLink();
  if (link === undefined) {
    console.error(
      `The path of the course, ${root}, has a \`#\` or a \`?\` in it, from where not all of its files can be loaded. ` +
        "Rename that folder, and run the command again.",
    );
    return 1;
  }
  const options = [process.env.NODE_OPTIONS, followNoLinks].filter(Boolean).join(" ");
  const folder = process.env.INIT_CWD ?? process.cwd();
  const child = spawn(process.execPath, [...process.execArgv, join(link, program), ...words], {
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS: options, INIT_CWD: throughLink(folder, link) },
  });
  // The terminal sends them to the child, too, which decides what comes of them.
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

/**
 * The same folder by way of the link, if it is the course or in it.
 *
 * @param {string} folder
 * @param {string} link
 */
function throughLink(folder, link) {
  const inside = relative(root, resolve(folder));
  const isInside = inside === "" || (!inside.startsWith(`..${sep}`) && inside !== "..");
  return isInside ? join(link, inside) : folder;
}

/** A link to the course in the user's own folder of caches; undefined if there can be none. */
function makeLink() {
  const folder = join(homedir(), ".cache", "interleave", "courses");
  const link = join(folder, createHash("sha256").update(root).digest("hex").slice(0, 16));
  if (!isPlain(link)) return undefined;
  try {
    mkdirSync(folder, { recursive: true });
    symlinkSync(root, link, "junction");
  } catch {
    // It is there already, or cannot be.
  }
  try {
    return resolve(readlinkSync(link)) === root ? link : undefined;
  } catch {
    return undefined;
  }
}
