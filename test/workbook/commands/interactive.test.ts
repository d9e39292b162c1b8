// What a learner at a terminal sees: the menu, the pages, the prediction, the quiz.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import type { LiveProgram } from "./live-program.ts";
import { keys, startInTerminal } from "./pseudo-terminal.ts";
import { readSavedProgress } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function start(
  words: string,
  prepare: (toy: ToyCourse) => void = () => {},
): { toy: ToyCourse; program: LiveProgram } {
  const toy = makeToyCourse();
  toys.push(toy);
  prepare(toy);
  return { toy, program: startInTerminal(toy, words) };
}

async function expectGoodEnd(program: LiveProgram): Promise<string> {
  const { output } = await program.end();
  expect(output).toMatch(/exit code 0\nmode kept\n$/);
  return output;
}

describe.concurrent("at a terminal", () => {
  test("the menu shows what is next and leaves with Escape", async () => {
    const { program } = start("");
    await program.waitFor("▸ 01 Sums  next\n");
    await program.waitFor("What now?");
    await program.waitFor("Go on: read lesson 01, Sums");
    await program.waitFor("Leave");
    program.type(keys.escape);
    await expectGoodEnd(program);
  });

  test("the menu does what is chosen, comes back, and leaves with Ctrl-C", async () => {
    const { program } = start("");
    await program.waitFor("Leave");
    program.type(keys.enter);
    await program.waitFor("Welcome to the toy lesson.");
    await program.waitFor("[1/2]");
    program.type("q");
    await program.waitFor("What now?");
    await program.waitFor("Leave");
    program.type(keys.interrupt);
    await expectGoodEnd(program);
  });

  test("read turns pages forth and back, and goes on where it was left", async () => {
    const { toy, program } = start("read 01");
    await program.waitFor("[1/2]   Enter: next screen   q: leave");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]   Enter: more   b: back   r: run hello   ");
    program.type("b");
    await program.waitFor("Welcome to the toy lesson.");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]");
    program.type("q");
    await expectGoodEnd(program);
    expect(readSavedProgress(toy).lessons).toEqual({ "01-sums": { screen: 1, done: false } });

    const again = startInTerminal(toy, "read 01");
    await again.waitFor("[2/2, part 1/2]");
    again.type(keys.enter);
    await again.waitFor("[2/2, part 2/2]   Enter: done   b: back   r: run hello   ");
    again.type(keys.enter);
    const output = await expectGoodEnd(again);
    expect(output).not.toContain("Welcome to the toy lesson.");
    expect(output).toContain("Next: exercise add: npm start -- watch 01 add");
    expect(readSavedProgress(toy).lessons).toEqual({ "01-sums": { screen: 0, done: true } });
  });

  test("run asks the prediction first, and says afterwards which was right and why", async () => {
    const { toy, program } = start("run 01 hello");
    await program.waitFor("Predict: what does it print?");
    await program.waitFor("goodbye");
    program.type(keys.down);
    await program.waitFor("goodbye");
    program.type(keys.enter);
    const output = await expectGoodEnd(program);
    expect(output).toMatch(
      /\nhello\n\nYour prediction was off\.\n\n• right: hello — It is what the program says\.\n• wrong, your choice: goodbye — Nothing says so\.\n/,
    );
    expect(readSavedProgress(toy).predictions).toMatchObject({
      "01-sums/hello": { chosen: 1, right: false },
    });
  });

  test.each([
    ["q", "q"],
    ["Escape", keys.escape],
    ["Ctrl-C", keys.interrupt],
  ])("%s at a prediction runs nothing and gives no answer away", async (_, key) => {
    const { program } = start("run 01 hello");
    await program.waitFor("No prediction: run it");
    program.type(key);
    const output = await expectGoodEnd(program);
    expect(output).not.toContain("Running");
    expect(output).not.toContain("right");
  });

  test("leaving the prediction of a page's demo goes back to the page", async () => {
    const { program } = start("read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]");
    program.type("r");
    await program.waitFor("No prediction: run it");
    program.type(keys.escape);
    await program.waitFor("r: run hello");
    program.type("q");
    expect(await expectGoodEnd(program)).not.toContain("It is what the program says.");
  });

  test("a demo runs from its page, and the page is there again afterwards", async () => {
    const { toy, program } = start("read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]");
    program.type("r");
    await program.waitFor("Predict: what does it print?");
    await program.waitFor("○ No prediction: run it");
    program.type(keys.up);
    await program.waitFor("● No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("No prediction made. Here is what was right, and why:");
    await program.waitFor("• right: hello — It is what the program says.");
    await program.waitFor("[2/2, part 1/2]");
    expect(readSavedProgress(toy).predictions).toEqual({});
    program.type("r");
    await program.waitFor("Predict: what does it print?");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("Your prediction was right.");
    await program.waitFor("[2/2, part 1/2]");
    program.type("q");
    await expectGoodEnd(program);
    expect(readSavedProgress(toy).predictions).toMatchObject({ "01-sums/hello": { right: true } });
  });

  test("an exercise begins on its page; after a pass, Enter goes back to read on", async () => {
    const { toy, program } = start("read 01");
    toy.write("exercises/01-sums/add.ts", toy.read("solutions/01-sums/add.ts"));
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]");
    program.type(keys.enter);
    await program.waitFor("e: exercise add");
    program.type("e");
    await program.waitFor("✓ passed  01-sums/add");
    await program.waitFor("Enter: read on   n: next exercise, double   s: our solution   q: leave");
    program.type("s");
    await program.waitFor("return left + right;");
    await program.waitFor("Enter: read on");
    program.type(keys.enter);
    await program.waitFor("e: exercise double");
    program.type("q");
    await expectGoodEnd(program);
  });

  test("quiz asks, grades and sums up", async () => {
    const { program } = start("quiz 01");
    await program.waitFor("Question 1 of 2: What is one and one?");
    await program.waitFor("Your answer (a, b");
    program.type("z");
    program.type(keys.enter);
    await program.waitFor("Expected one letter");
    program.type(`${keys.backspace}b`);
    program.type(keys.enter);
    await program.waitFor("Right: b.");
    await program.waitFor("The sum of one and one.");
    await program.waitFor("Enter: next question   q: leave");
    expect(program.output()).not.toContain("Question 2");
    program.type(keys.enter);
    await program.waitFor("Question 2 of 2: Is zero a number?");
    await program.waitFor("Your answer (a, b");
    program.type("a");
    program.type(keys.enter);
    await program.waitFor("Right: a.");
    expect(await expectGoodEnd(program)).toContain(
      "You answered 2 of 2 questions: 2 right at the first try, 0 wrong.",
    );
  });

  test("quiz shows a question that is taller than the window in parts, and its options with the prompt", async () => {
    const { toy, program } = start("quiz 01", (toy) => {
      const code = Array.from({ length: 14 }, (_, line) => `const line${line} = 0;`).join("\n");
      const options = "- [x] Yes\n      It is.\n- [ ] No\n      It is.\n";
      toy.write("quiz/01-sums.md", `## Is it tall?\n\n\`\`\`ts\n${code}\n\`\`\`\n\n${options}`);
    });
    await program.waitFor("Question 1 of 1: Is it tall?");
    await program.waitFor("const line13 = 0;");
    await program.waitFor("Enter: more   q: leave");
    expect(program.output()).not.toContain("b) No");
    program.type("b");
    await program.waitFor("Here only Enter and q mean something.");
    program.type(keys.enter);
    await program.waitFor("\n\n• a) Yes");
    await program.waitFor("b) No");
    await program.waitFor("Your answer (a, b");
    program.type(keys.interrupt);
    expect(await expectGoodEnd(program)).toContain("You answered 0 of 1 question.");
    expect(existsSync(join(toy.root, ".interleave"))).toBe(false);
  });

  test("quiz leaves a line free below a question that was skipped", async () => {
    const { program } = start("quiz 01");
    await program.waitFor("Your answer (a, b");
    program.type(keys.enter);
    await program.waitFor("\n\nQuestion 2 of 2");
    await program.waitFor("Your answer (a, b");
    program.type(keys.interrupt);
    await expectGoodEnd(program);
  });

  test("quiz ends early with Ctrl-C and keeps what was answered", async () => {
    const { toy, program } = start("quiz 01");
    await program.waitFor("Your answer (a, b");
    program.type("a");
    program.type(keys.enter);
    await program.waitFor("Not right. You chose a; right is b.");
    await program.waitFor("Enter: next question");
    program.type(keys.interrupt);
    expect(await expectGoodEnd(program)).toContain(
      "You answered 1 of 2 questions: 0 right at the first try, 1 wrong.",
    );
    expect(Object.keys(readSavedProgress(toy).quiz)).toEqual(["01-sums/what-is-one-and-one"]);
  });

  test("quiz ends with q at a question, too, and keeps what was answered", async () => {
    const { toy, program } = start("quiz 01");
    await program.waitFor("Your answer (a, b; Enter alone skips, q leaves)");
    program.type(`a${keys.enter}`);
    await program.waitFor("Enter: next question");
    program.type(keys.enter);
    await program.waitFor("Your answer (a, b; Enter alone skips, q leaves)");
    program.type("q");
    expect(await expectGoodEnd(program)).toContain(
      "You answered 1 of 2 questions: 0 right at the first try, 1 wrong.",
    );
    expect(Object.keys(readSavedProgress(toy).quiz)).toEqual(["01-sums/what-is-one-and-one"]);
  });

  test("reset asks first, and a plain no changes nothing", async () => {
    const { toy, program } = start("reset 01 add", ({ write }) =>
      write("exercises/01-sums/add.ts", "// mine\n"),
    );
    await program.waitFor("Start exercises/01-sums/add.ts anew?");
    await program.waitFor("No");
    program.type(keys.enter);
    expect(await expectGoodEnd(program)).toContain("Nothing was changed.");
    expect(toy.read("exercises/01-sums/add.ts")).toBe("// mine\n");
  });

  test("solution is shown after a plain yes", async () => {
    const { program } = start("solution 01 double");
    await program.waitFor("01-sums/double has not passed yet.");
    await program.waitFor("○ Yes, show me");
    program.type(keys.down);
    await program.waitFor("● Yes, show me");
    program.type(keys.enter);
    expect(await expectGoodEnd(program)).toContain("return 2 * value;");
  });

  test("an edit of the stub is moved into the copy when the learner says so", async () => {
    const { toy, program } = start("reset 01 add --yes");
    await expectGoodEnd(program);
    const stub = toy.read("lessons/01-sums/exercises/add.ts");
    const edited = stub.replace("left - right", "left + right");
    toy.write("lessons/01-sums/exercises/add.ts", edited);

    const watching = startInTerminal(toy, "watch 01 add");
    await watching.waitFor("Move your edit into your copy?");
    await watching.waitFor("Yes");
    watching.type("y");
    await watching.waitFor("Moved.");
    await watching.waitFor("✓ passed  01-sums/add");
    await watching.waitFor(
      "Enter: next exercise, double   s: our solution   r: read on   q: leave",
    );
    watching.type(keys.enter);
    await watching.waitFor("On to double.");
    await watching.waitFor("expected 8, got 4.");
    watching.type("h");
    await watching.waitFor("double, hint 1 of 3: Twice.");
    watching.type(keys.enter);
    await watching.waitFor("expected 8, got 4.");
    watching.type("q");
    await expectGoodEnd(watching);
    expect(toy.read("lessons/01-sums/exercises/add.ts")).toBe(stub);
    expect(toy.read("exercises/01-sums/add.ts")).toBe(edited);
  });
});
