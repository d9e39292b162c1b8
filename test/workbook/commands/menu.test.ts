// The menu: each choice is a command, asked what it is about where there is a choice.

import { afterAll, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { keys, startInTerminal } from "./pseudo-terminal.ts";
import { expectAllGone } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

/** The question after a choice, if any, and a part of what the command then prints. */
const choices: [label: string, question: string | undefined, printed: string][] = [
  ["Read a lesson", "Which lesson?", "Lesson 01: Sums"],
  ["Run a demo", "Which demo?", "Predict: what does it print?"],
  ["Work on an exercise", "Which exercise?", "Watching exercises/01-sums/add.ts"],
  ["A hint for exercise add", undefined, "add, hint 1 of 4: Think of a sum."],
  ["Take a quiz", "Which lesson?", "Lesson 01 has no quiz yet."],
  ["Play: break a wrong lock, then fix it", undefined, "There are no levels."],
  ["What is done and what is open", undefined, "0 of 2 exercises done"],
  ["Every command", undefined, "Usage: npm start "],
];

test.concurrent.each(choices)("“%s” does what it says", async (label, question, printed) => {
  const toy = makeToyCourse();
  toys.push(toy);
  toy.delete("quiz/01-sums.md");
  const program = startInTerminal(toy, "");
  await program.waitFor("○ Leave");
  program.type(keys.down.repeat(1 + choices.findIndex(([other]) => other === label)));
  await program.waitFor(`● ${label}`);
  program.type(keys.enter);
  if (question !== undefined) {
    await program.waitFor(question);
    await program.waitFor("● 01 ");
    program.type(keys.enter);
  }
  await program.waitFor(printed);
  // Its terminal goes, as when a window is closed.
  program.kill("SIGTERM");
  await program.end();
  await expectAllGone(toy);
});

test("what was chosen stays in the window until it has been read", async () => {
  const toy = makeToyCourse();
  toys.push(toy);
  const program = startInTerminal(toy, "");
  await program.waitFor("○ Leave");
  program.type(keys.down.repeat(4));
  await program.waitFor("● A hint for exercise add");
  program.type(keys.enter);
  await program.waitFor("add, hint 1 of 4: Think of a sum.\nEnter: menu   q: leave\n");
  const before = program.output().length;
  program.type(keys.enter);
  await program.waitFor("Interleave  concurrency in TypeScript");
  await program.waitFor("○ Leave");
  expect(program.output().slice(before)).not.toContain("hint 1 of 4");
  program.type("q");
  expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
});

test("with nine lessons it fits a window of 24 rows", async () => {
  const toy = makeToyCourse();
  toys.push(toy);
  for (const number of [2, 3, 4, 5, 6, 7, 8, 9])
    toy.write(`lessons/0${number}-more/README.md`, toy.read("lessons/01-sums/README.md"));
  const program = startInTerminal(toy, "");
  await program.waitFor("○ Leave");
  await program.waitFor("Enter: confirm");
  program.type("q");
  const { output } = await program.end();
  const shown = output.slice(output.indexOf("Interleave"), output.indexOf("Enter: confirm"));
  // The cursor stands below.
  expect(shown.split("\n").length).toBeLessThanOrEqual(23);
  expect(output).toMatch(/exit code 0\nmode kept\n$/);
});
