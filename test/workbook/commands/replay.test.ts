// `replay`: the schedule that broke an answer, as a table in a pipe, step by step in a terminal.

import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse } from "../toy-course.ts";
import { keys, startInTerminal, startNarrower } from "./pseudo-terminal.ts";
import { runWorkbook, widestLine } from "./workbook.ts";

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
toy.write("sums.ts", toy.read("counts.ts").replaceAll("counter", "sum"));
toy.write(
  "spin.ts",
  `export default {
  name: "two threads wait for each other",
  memory: { turn: 1 },
  threads: {
    count: 2,
    run(m: { turn: Int32Array }) {
      while (Atomics.load(m.turn, 0) !== 1);
    },
  },
};
`,
);
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
      /^There is no failing schedule to step through yet: .*\n.* replay \[\[EXERCISE\] CODE\]\n$/,
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

  test("is never of another one with the same code: it asks which, and its command says which", async () => {
    const explore = (file: string) =>
      runWorkbook(toy, `explore ${file}`, { env: { INIT_CWD: toy.root } });
    await explore("counts.ts");
    const { stdout } = await explore("sums.ts");
    const file = (name: string) => `${toy.root}/${name}.ts`;
    expect(stdout).toContain(`\nStep through it: npm start -- replay '${file("sums")}' ba2b\n`);
    const [alone, named, wrong] = await Promise.all(
      ["replay ba2b", "replay counts.ts ba2b", "replay 01-sums/double ba2b"].map((words) =>
        runWorkbook(toy, words),
      ),
    );
    expect(alone).toMatchObject({ code: 2, stdout: "" });
    expect(alone?.stderr).toContain("`ba2b` is a schedule of several: ");
    for (const name of ["counts", "sums"])
      expect(alone?.stderr).toContain(`\`npm start -- replay '${file(name)}' ba2b\``);
    expect(named?.stdout).toContain("\nmemory: counter = 1\n");
    expect(named?.code).toBe(0);
    expect(wrong?.stderr).toMatch(/^There is no schedule `ba2b` of `01-sums\/double` here; /);
  });

  test("asks at a terminal which one is meant", async () => {
    const program = startInTerminal(toy, "replay ba2b");
    await program.waitFor("`ba2b` is a schedule of several. Which one?");
    await program.waitFor("└");
    program.type(keys.enter);
    await program.waitFor("Step 0 of 4");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });

  test("takes every key of several that come together", async () => {
    const program = startInTerminal(toy, "replay counts.ts ba2b");
    await program.waitFor("Step 0 of 4");
    program.type("nnn");
    await program.waitFor("Step 3 of 4");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });

  test("begins in an empty window after a resize, whatever the terminal has made of the old lines", async () => {
    const narrower = startNarrower(toy, "replay counts.ts ba2b");
    const { program } = narrower;
    await program.waitFor("Step 0 of 4");
    program.type("n");
    await program.waitFor("Step 1 of 4");
    narrower.narrow();
    await program.waitFor("0: to the start   q: leave\n\nStep 1 of 4");
    program.type("n");
    await program.waitFor("Step 2 of 4");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
    const [, afterwards = ""] = program.rawOutput().split("\u001B[H\u001B[J");
    expect(widestLine(stripVTControlCharacters(afterwards))).toBeLessThanOrEqual(60);
    expect(afterwards).toContain("At the end, `final` does not hold.");
  });

  test("takes the command as it was printed, parentheses and all, from a shell", async () => {
    const { stdout } = await runWorkbook(toy, "explore spin.ts", { env: { INIT_CWD: toy.root } });
    const [, command = ""] = /^Step through it: npm start -- (replay .*\(.*)$/m.exec(stdout) ?? [];
    expect(command).not.toBe("");
    const program = startInTerminal(toy, command);
    await program.waitFor("Step 0 of ");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });

  test("begins from the verdict in `watch`, which checks again what was saved meanwhile", async () => {
    const program = startInTerminal(toy, "watch 01 add");
    // Two scenarios above broke by the same code.
    await program.waitFor("Step through it: npm start -- replay 01-sums/add ba2b\n");
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
