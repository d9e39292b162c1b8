#!/usr/bin/env node
// `npm start`: looks at Node, installs what is missing, and hands over to the program. Plain
// JavaScript, because nothing else may be there yet.

import { existsSync } from "node:fs";
import process from "node:process";

if (!existsSync(new URL("install.mjs", import.meta.url))) {
  console.error(
    "This package holds the explorer alone: import interleave/explorer. To run the workbook, clone its repository and run `npm start` there.",
  );
  process.exit(2);
}
const { installIfNeeded } = await import("./install.mjs");
const { runByPlainPath } = await import("./plain-path.mjs");

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Interleave needs Node 20.19 or newer, and this is Node ${process.versions.node}. ` +
      "Install a newer one from https://nodejs.org and run the command again.",
  );
  process.exit(2);
}
if (!(await installIfNeeded())) process.exit(1);
const words = process.argv.slice(2);
process.exitCode = (await runByPlainPath("workbook/start.mjs", words)) ?? (await runHere());
// By then an error of the output is known. Node would take its memory apart piece by piece, for a tenth of a short
// command's time; where a pipe has not taken everything yet, it may.
setImmediate(() => {
  const isWritten = [process.stdout, process.stderr].every((out) => out.writableLength === 0);
  if (isWritten) process.exit();
});

async function runHere() {
  const { prepareProgram } = await import("./compile.mjs");
  /** @type {typeof import("./cli.ts")} */
  const { main } = await import(await prepareProgram("cli"));
  return await main(words);
}
