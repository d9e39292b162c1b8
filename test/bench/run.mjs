// `npm run bench -- [NAME [ARGUMENTS…]]`: every NAME.bench.ts below this folder is a subject and runs by itself.
// Its first line says what it measures. Plain JavaScript, so that it needs no loader.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Many minutes each, or changing the machine's network: run when asked for by name. */
const longOnes = new Set([
  "downloader-faults",
  "downloader-kills",
  "downloader-speed",
  "jobs-across-hosts",
  "steady-verdicts",
]);

const ending = ".bench.ts";
const subjects = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(ending))
  .map((path) => ({ name: basename(path, ending), file: join(here, path) }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));
const [asked, ...words] = process.argv.slice(2);
const chosen = subjects.filter(({ name }) =>
  asked === undefined ? !longOnes.has(name) : name.startsWith(asked),
);

if (chosen.length === 0) {
  console.error(`There is no subject ${asked}. These are there:`);
  for (const { name, file } of subjects) console.error(`  ${name}\n      ${readSummary(file)}`);
  process.exitCode = 2;
}
for (const { name, file } of chosen) {
  console.log(`\n# ${name}\n${readSummary(file)}\n`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", file, ...words], {
    cwd: root,
    stdio: "inherit",
  });
  if (status === 0) continue;
  console.error(`${name}: failed`);
  process.exitCode = 1;
}
if (asked === undefined)
  for (const name of longOnes)
    console.log(`\n# ${name}\nNot run unless asked for: npm run bench -- ${name}`);

/** @param {string} file */
function readSummary(file) {
  const [line = ""] = readFileSync(file, "utf8").split("\n");
  return line.replace(/^\/\/ /, "");
}
