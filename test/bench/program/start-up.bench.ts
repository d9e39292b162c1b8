// Measures how long commands take from their start to their end, beside `node -e 0`, on a copy of the course.
// npx tsx test/bench/program/start-up.bench.ts [ROUNDS]: 15 by default

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../harness/child.ts";
import { interleave } from "../harness/interleave.ts";
import { describeMachine } from "../harness/machine.ts";
import { compare, summarize } from "../harness/statistics.ts";
import { renderTable, showSummary } from "../harness/table.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
/** The learner's own progress is nobody's to change. */
const copy = mkdtempSync(join(tmpdir(), "interleave-start-up-"));
for (const name of ["lessons", "quiz", "solutions", "package.json"])
  cpSync(join(root, name), join(copy, name), { recursive: true });
process.env.INTERLEAVE_COURSE = copy;
process.env.NO_COLOR = "1";

const start = join(root, "workbook", "start.mjs");
const commands = [
  ["--help"],
  ["check", "--help"],
  [],
  ["list"],
  ["read", "01"],
  ["hint", "02", "mutex"],
  ["solution", "02", "mutex", "--yes"],
  ["mistake", "02", "mutex"],
  ["quiz", "01"],
  ["play", "02"],
];
const runNode = (words: string[], env = {}) => {
  return async () => (await runChild(process.execPath, words, { cwd: root, env })).ms;
};
const npm = process.env.npm_execpath;
const subjects = [
  ...commands.map((words) => ({
    name: ["start.mjs", ...words].join(" "),
    run: runNode([start, ...words]),
  })),
  // What a terminal gets, once the code of the page has been colored before.
  {
    name: "start.mjs read 01, in colors",
    run: runNode([start, "read", "01"], { FORCE_COLOR: "3", NO_COLOR: undefined }),
  },
  // Most of it is npm's own, before the workbook begins.
  ...(npm ? [{ name: "npm start -- list", run: runNode([npm, "start", "--", "list"]) }] : []),
];

try {
  console.log(`${describeMachine()}\n`);
  const runs = subjects.map(({ run }) => run);
  const [bare = [], ...all] = await interleave(rounds, runNode(["-e", "0"]), ...runs);
  const rows = subjects.map(({ name }, index) => {
    const ms = all[index] ?? [];
    return [name, showSummary(summarize(ms)), showSummary(compare(ms, bare), 2)];
  });
  const head = ["", "ms", "times node -e 0"];
  console.log(renderTable(head, [["node -e 0", showSummary(summarize(bare)), ""], ...rows]));
} finally {
  rmSync(copy, { recursive: true });
}
