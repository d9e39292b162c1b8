// `replay`: the schedule that broke an answer, as a table in a pipe, step by step in a terminal.

import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse } from "../toy-course.ts";
import { keys, startInTerminal } from "./pseudo-terminal.ts";
import { runWorkbook } from "./workbook.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());

/** Two threads that each add one to the only cell, and what it must hold at the end. */
const scenario = `{
  name: "two threads count",
  memory: { counter: 1 },
  threads: { count: 2, run: (m: { counter: Int32Array }) => add(m.counter) },
  final: (m: { counter: Int32Array }) => m.counter[0] === 2,
}`;
const adds = (how: string) => `export function add(counter: Int32Array): void {\n  ${how}\n}\n`;
const byTwoSteps = adds("Atomics.store(counter, 0, Atomics.load(counter, 0) + 1);");
const byOneStep = adds("Atomics.add(counter, 0, 1);");

toy.write("counts.ts", `${byTwoSteps}export default ${scenario};\n`);
toy.write("lessons/01-sums/exercises/add.ts", byTwoSteps);
toy.write(
  "test/lessons/01-sums/add.test.ts",
  `import "#workbook/explorer/matcher.ts";
import { expect, test } from "vitest";
import { add } from "#exercise/01-sums/add.ts";

test("no addition is lost", () => {
  expect(${scenario}).toHoldUnderEverySchedule();
});
`,
);

describe("replay", () => {
  test("has nothing to step through before a check or an exploration has found something", async () => {
    const { code, stderr } = await runWorkbook(toy, "replay");
    expect(stderr).toMatch(
      /^There is no failing schedule to step through yet: .*\n.* replay \[CODE\]\n$/,
    );
    expect(code).toBe(2);
  });

  test("prints the schedule that `explore` found, by its code or as the last one", async () => {
    const found = await runWorkbook(toy, "explore counts.ts", { env: { INIT_CWD: toy.root } });
    const [, code = ""] = /npm start -- replay (\w+)/.exec(found.stdout) ?? [];
    const [named, last] = await Promise.all([
      runWorkbook(toy, `replay ${code}`),
      runWorkbook(toy, "replay"),
    ]);
    expect(named.stdout).toMatch(/^At the end, `final` does not hold\.\n/);
    expect(named.stdout).toContain("counter = 1");
    expect(named).toMatchObject({ code: 0, stdout: last.stdout });
  });

  test("begins from the verdict in `watch`, which checks again what was saved meanwhile", async () => {
    const program = startInTerminal(toy, "watch 01 add");
    await program.waitFor("Save: check again   s: step through it   h: hint   q: leave");
    program.type("s");
    await program.waitFor("Step 0 of 4");
    program.type(keys.enter);
    await program.waitFor("Step 1 of 4");
    program.type("f");
    await program.waitFor("Step 4 of 4");
    toy.write("exercises/01-sums/add.ts", byOneStep);
    program.type("q");
    await program.waitFor("Watching exercises/01-sums/add.ts");
    await program.waitFor("✓ passed  01-sums/add");
    await program.waitFor("r: read on   q: leave");
    program.type("r");
    await program.waitFor("Welcome to the toy lesson.");
    await program.waitFor("[1/2]");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });
});
