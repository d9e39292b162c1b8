// `play`, as a player in a pipe meets it: choices come one a line.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { makeLinkedCourse } from "../linked-course.ts";
import { makeToyCourse } from "../toy-course.ts";
import { startInTerminal, startNarrower } from "./pseudo-terminal.ts";
import { runWorkbook, widestLine } from "./workbook.ts";

const course = makeLinkedCourse();
const toy = makeToyCourse();
afterAll(() => {
  course.remove();
  toy.remove();
});
const env = { COLUMNS: "60" };
const play = (words: string, keys = "") =>
  runWorkbook(course, `play ${words}`, { env, input: [...keys].join("\n") });

function readGames(): unknown {
  return JSON.parse(readFileSync(join(course.root, ".interleave", "progress.json"), "utf8")).games;
}

describe("play", () => {
  test("breaks a level at par, and keeps that", async () => {
    const { code, stdout, stderr } = await play("02 1", "1212");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`at first: the value is 0
thread 1: increment()
thread 2: increment()
These calls are in
test/lessons/02-locks/specifications/atomic-counter.ts. A
line with a file's name is not in the code above.

You are the scheduler. Choose which thread goes next, until
this is true:
  Both threads add 1 to 0, and in the end the value is 1.
Par is 4 steps.
`);
    expect(stdout).toContain(`Step 2  par 4
Goal: Both threads add 1 to 0, and in the end the value is
1.

      18    increment(): number {
      19      const next = Atomics.load(this.cells, 0) + 1;
1,2▸  20      Atomics.store(this.cells, 0, next);
      21      return next;
      22    }

    thread 1 (increment())      thread 2 (increment())
  1 19: counter is 0
  2                             19: counter is 0
    --                          --
    could run at line 20        could run at line 20
memory: counter = 0

From here it cannot end well any more: go on to the end.

1  counter 0 → 1  line 20
2  counter 0 → 1  line 20
`);
    expect(stdout).toContain("In the end value is 1; if each call is one step, it is 2.\n");
    expect(stdout).toContain("Broken in 4 steps: par.");
    expect(stdout).toContain(
      "f: fix it   u: back   0: start   n: next level   l: levels\nq: leave\n",
    );
    expect(stdout).toContain("thread 1: increment() gives 1\n\nchanged: counter 0 → 1\n");
    expect(stdout).toContain("thread 1: increment() gives 1\nthread 2: increment() gives 1\n");
    expect(widestLine(stdout)).toBe(60);
    expect(stdout).not.toContain("\u001B");
    expect(readGames()).toEqual({ "02-locks/atomic-counter/load-then-store": { fewestSteps: 4 } });
    expect((await play("02")).stdout).toContain(
      "load-then-store  broken in 4 steps,\n       par 4\n",
    );
  });

  test("says at once when nothing can break it any more, and takes steps back", async () => {
    const { stdout } = await play("02 1", "u11hu21x9h");
    expect(stdout).toContain("There is no step to take back: nothing has run yet.\n");
    expect(stdout).toContain("No schedule breaks it from here, whatever you choose.");
    expect(stdout).toContain("Nothing breaks it from here: `u` takes a step back.\n");
    expect(stdout).toContain("Expected the number of a thread, or u, 0, h, l or q, got\n`x`.\n");
    expect(stdout).toContain("Hint: choose 2. That breaks it.\n");
  });

  test("goes back to the start, and tells what was broken with hints", async () => {
    const { stdout } = await play("02 1", "0120h1212");
    expect(stdout).toContain("There is no step to take back: nothing has run yet.\n");
    expect(stdout.match(/^Step 0 /gm)).toHaveLength(2);
    expect(stdout).toContain("\n1  reads counter (0)  line 19\n");
    expect(stdout).toContain("Broken in 4 steps, with hints: par is 4.");
  });

  test("tells at a terminal how to leave, and how far each level is", async () => {
    const program = startInTerminal(course, "play");
    await program.waitFor("Which wrong answer do you break? (q: leave)");
    await program.waitFor(
      "× 02 ·  1  atomic-counter: load-then-store, broken in 4 steps,\n│             par 4",
    );
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });

  test("shows the board anew in a window of another size", async () => {
    const { program, narrow } = startNarrower(course, "play 02 1");
    await program.waitFor("h: hint");
    narrow();
    await program.waitFor("h: hint");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
    const [, afterwards = ""] = stripVTControlCharacters(
      program.rawOutput().replace("\u001B[H\u001B[J", "∎"),
    ).split("∎");
    expect(afterwards).toContain("Step 0  par 4");
    expect(widestLine(afterwards.replaceAll("\r", ""))).toBeLessThanOrEqual(60);
  });

  test("says the goal in a player's words, and above each board", async () => {
    const { stdout } = await play("05 1", "1");
    const goal = /A thread gets false, though its 8 ms are not over: it never waited\./g;
    expect(stdout.replace(/\s+/g, " ").match(goal)).toHaveLength(3);
  });

  test("lets a player mend a file of its own, and checks it", async () => {
    const { code, stdout } = await play("02 2", "1212f");
    expect(code).toBe(0);
    const file = join(course.root, ".interleave/games/02-locks/atomic-counter/checks-then-adds.ts");
    expect(stdout).toContain("✗ not yet  02-locks/atomic-counter\n");
    expect(readFileSync(file, "utf8")).toContain("this.increment();\n    return true;");
    expect(existsSync(join(course.root, "exercises"))).toBe(false);
  });

  test("shows a step in a getter at the line that asks it", async () => {
    const { stdout } = await play("02 2", "1");
    const file = ".interleave/mistakes/02-locks/atomic-counter/checks-then-adds.ts";
    const lines = readFileSync(join(course.root, file), "utf8").split("\n");
    const asks = "    if (this.value >= limit) return false;";
    const line = lines.indexOf(asks) + 1;
    expect(stdout).toContain(`1,2▸  ${line}  ${asks}\n`);
    expect(stdout).toContain(`\n  1 ${line}: counter is 0\n`);
  });

  test("says of an empty file how it is started anew, and makes one anew that was deleted", async () => {
    const file = join(course.root, ".interleave/games/02-locks/atomic-counter/load-then-store.ts");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
    const program = startInTerminal(course, "play 02 1");
    for (const key of ["1", "2", "1", "2"]) {
      await program.waitFor("h: hint");
      program.type(key);
    }
    await program.waitFor("f: fix it");
    program.type("f");
    await program.waitFor("Every save is checked");
    writeFileSync(file, "// empty\n");
    await program.waitFor("is empty: undo in\nyour editor, or delete it to start it anew.");
    rmSync(file);
    await program.waitFor("The file is there again, as it was at first.");
    expect(readFileSync(file, "utf8")).toContain("Atomics.store(this.cells, 0, next);");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });

  test("lists the levels where nobody can choose one", async () => {
    const { code, stdout } = await play("");
    expect(code).toBe(0);
    expect(stdout).toContain("02 Locks\n");
    expect(stdout).toContain("06 Conditions and events\n");
    expect(stdout).toContain("Play one: npm start -- play 02 1\n");
  });

  test.each([
    ["02 0", /^Expected a level of lesson 02, from 1 to \d+, got `0`\.\n/],
    ["02 mutex", /^Expected a level of lesson 02, from 1 to \d+, got `mutex`\.\n/],
    ["03", /^Lesson 03 has no levels; lessons with levels are 02, 04, 05, 06, 07\.\n/],
  ])("says what is wrong with `play %s`", async (words, sentence) => {
    const { code, stdout, stderr } = await play(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(sentence);
  });

  test("says that a course has no levels", async () => {
    const { code, stderr } = await runWorkbook(toy, "play", { env });
    expect([code, stderr.split("\n")[0]]).toEqual([2, "There are no levels."]);
  });
});
