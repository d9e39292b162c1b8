// `npm test`: lint and format, types, then every test. Plain JavaScript, so that it can install first.

import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "../workbook/install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
if (!installIfNeeded()) process.exit(1);

const steps = [
  ["lint and format", "@biomejs/biome/bin/biome", ["ci", "--error-on-warnings"]],
  ["types", "typescript/bin/tsc", ["--project", "."]],
  // `answers.test.ts` runs the tests of the lessons, on our solution as on every other answer.
  [
    "tests",
    "vitest/vitest.mjs",
    ["run", "--exclude=test/lessons/**/*.test.ts", ...process.argv.slice(2)],
  ],
];
const failed = steps.filter(([title, file, words]) => {
  console.log(`\n# ${title}`);
  return !run(process.execPath, [`${root}node_modules/${file}`, ...words]);
});
for (const [title] of failed) console.error(`${title}: failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function run(command, words) {
  return spawnSync(command, words, { cwd: root, stdio: "inherit" }).status === 0;
}
