// `npm start`: looks at Node, installs what is missing, and hands over to the program. Plain
// JavaScript, because nothing else may be there yet.

import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Interleave needs Node 20.19 or newer, and this is Node ${process.versions.node}. ` +
      "Install a newer one from https://nodejs.org and run the command again.",
  );
  process.exit(2);
}
if (isInstallNeeded()) install();

if (!("typescript" in process.features && process.features.typescript)) {
  const { register } = await import("tsx/esm/api");
  register();
}
const { main } = await import("./cli.ts");
process.exitCode = await main(process.argv.slice(2));

function isInstallNeeded() {
  const lock = `${root}package-lock.json`;
  const installed = `${root}node_modules/.package-lock.json`;
  if (!existsSync(lock)) return false;
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs;
}

function install() {
  console.error("Installing the packages that the workbook needs (once, about a minute) …");
  const npm = process.env.npm_execpath;
  const [command, before] = npm ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = spawnSync(
    command,
    [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
    { cwd: root, stdio: ["inherit", 2, 2], shell: !npm && process.platform === "win32" },
  );
  if (status === 0) return;
  console.error(
    `\`npm ci\` did not succeed${error ? `: ${error.message}` : ""}. Run it in this folder and read what it says.`,
  );
  process.exit(1);
}
