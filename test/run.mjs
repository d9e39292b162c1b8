// `npm test`: lint and format, types, then every test. Plain JavaScript, so that it can install first.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
if (!existsSync(`${root}node_modules/.package-lock.json`)) run("npm", ["ci"]);

const steps = [
  ["lint and format", "@biomejs/biome/bin/biome", ["ci", "--error-on-warnings"]],
  ["types", "typescript/bin/tsc", ["--project", "."]],
  ["tests", "vitest/vitest.mjs", ["run", ...process.argv.slice(2)]],
];
const failed = steps.filter(([title, file, words]) => {
  console.log(`\n# ${title}`);
  return !run(process.execPath, [`${root}node_modules/${file}`, ...words]);
});
for (const [title] of failed) console.error(`${title}: failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function run(command, words) {
  const shell = command === "npm" && process.platform === "win32";
  return spawnSync(command, words, { cwd: root, stdio: "inherit", shell }).status === 0;
}
