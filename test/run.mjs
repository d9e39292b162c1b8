// `npm test`: lint and format, types, then every test. Plain JavaScript, so that it can install first.
// With `--another-node` what passed on one Node is tested on another, without what no Node decides: the linter and the
// compiler are programs of their own, and Chromium gets the same pages (`.ci/run` holds the Nodes to that).

import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installIfNeeded } from "../workbook/install.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
if (/[#?]/.test(root)) {
  console.error(
    `Vitest cannot load tests from ${root}, since there is a \`#\` or a \`?\` in it. ` +
      "Rename that folder for `npm test`; all commands of the workbook run in it as it is.",
  );
  process.exit(1);
}
if (!(await installIfNeeded())) process.exit(1);

const isAnotherNode = process.argv.includes("--another-node");
const given = process.argv.slice(2).filter((word) => word !== "--another-node");
const ends = isAnotherNode ? { tests: await runTests() } : await runAll();
for (const [title, { isOk }] of Object.entries(ends)) {
  if (isOk) continue;
  console.error(`${title}: failed`);
  process.exitCode = 1;
}

async function runAll() {
  // The compiler needs one processor for seconds, in which the tests can begin.
  const types = checkTypes();
  console.log("\n# lint and format");
  const lint = await run("@biomejs/biome/bin/biome", ["ci", "--error-on-warnings"], "inherit");
  const tests = await runTests();
  console.log("\n# types");
  const compiled = await types;
  process.stdout.write(compiled.isOk ? "no errors\n" : compiled.output);
  return { "lint and format": lint, types: compiled, tests };
}

async function runTests() {
  console.log("\n# tests");
  // `answers.test.ts` runs the tests of the lessons, on our solution as on every other answer.
  const projects = isAnotherNode ? "*process" : "!lessons";
  return await run("vitest/vitest.mjs", ["run", `--project=${projects}`, ...given], "inherit");
}

/** What runs in a browser has types of its own. */
async function checkTypes() {
  const program = await run("typescript/bin/tsc", ["--project", "."], "pipe");
  const pages = await run("typescript/bin/tsc", ["--project", "workbook/playground"], "pipe");
  return { isOk: program.isOk && pages.isOk, output: program.output + pages.output };
}

/**
 * @param {string} file in `node_modules`
 * @param {string[]} words
 * @param {"inherit" | "pipe"} stdio of its standard output
 * @returns {Promise<{ isOk: boolean, output: string }>} `output` is what was piped
 */
function run(file, words, stdio) {
  const child = spawn(process.execPath, [`${root}node_modules/${file}`, ...words], {
    cwd: root,
    stdio: ["inherit", stdio, "inherit"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ isOk: code === 0, output }));
  });
}
