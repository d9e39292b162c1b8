// The menu: each choice is a command, asked what it is about where there is a choice.

import { afterAll, test } from "vitest";
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
