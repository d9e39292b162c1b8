// What a learner at a terminal meets on the way from a page to a demo, to the quiz and back to the menu.

import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, type ToyCourse } from "../toy-course.ts";
import { keys, startInTerminal, startNarrower } from "./pseudo-terminal.ts";
import { readSavedProgress, startFile } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

function makeToy(): ToyCourse {
  const toy = makeToyCourse();
  toys.push(toy);
  return toy;
}

describe.concurrent("a prediction", () => {
  test("is made before what follows it is shown", async () => {
    const program = startInTerminal(makeToy(), "read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]   Enter: more");
    expect(program.output()).toContain("b. goodbye");
    expect(program.output()).not.toContain("demos/hello.ts");
    program.type("r");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("Your prediction was right.");
    await program.waitFor("[2/2, part 1/2]   Enter: more");
    program.type(keys.enter);
    await program.waitFor("demos/hello.ts prints\n  hello\n");
    await program.waitFor("[2/2, part 2/2]   Enter: done");
    program.type("q");
    await program.end();
  });

  test("has nothing below it until it is made, where its demo's output ends the screen", async () => {
    const toy = makeToy();
    const [question = ""] = /^> [\s\S]*?\n\n/m.exec(toy.read("lessons/01-sums/README.md")) ?? [];
    const output = "```text demos/hello.ts\nhello\n```\n";
    toy.write(
      "lessons/01-sums/README.md",
      `---\ntitle: Sums\nminutes: 5\n---\n\nWelcome.\n\n## Adding\n\n${question}${output}`,
    );
    const program = startInTerminal(toy, "read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor(
      "Choose, then run it: `npm start -- run 01 hello`\n\n[2/2]   Enter: done",
    );
    program.type("r");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("Your prediction was right.");
    await program.waitFor("[2/2]   Enter: done");
    program.type("b");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("demos/hello.ts prints\n  hello\n\n[2/2]");
    program.type("q");
    await program.end();
  });

  test("has its options in one order, on the page, in the question and in the answer", async () => {
    const toy = makeToy();
    const program = startInTerminal(toy, "read 01", { INTERLEAVE_OPTION_ORDER: "reversed" });
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("a. goodbye\n│ b. hello\n");
    await program.waitFor("[2/2");
    program.type("r");
    await program.waitFor("● goodbye\n│  ○ hello\n");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("Your prediction was off.");
    await program.waitFor("• wrong, your choice: goodbye — Nothing says so.");
    await program.waitFor("• right: hello — It is what the program says.");
    await program.waitFor("[2/2");
    program.type("q");
    await program.end();
    // As the page has them: another time, the order is another one.
    const saved = readSavedProgress(toy).predictions["01-sums/hello"];
    expect(saved).toMatchObject({ chosen: 1, right: false });
  });

  test("stays open if its demo could not run", async () => {
    const toy = makeToy();
    toy.write(
      "lessons/01-sums/demos/hello.ts",
      'console.log("no Redis");\nprocess.exitCode = 69;\n',
    );
    const program = startInTerminal(toy, "run 01 hello");
    await program.waitFor("No prediction: run it");
    program.type(keys.down + keys.enter);
    await program.waitFor("no Redis");
    await program.waitFor("The demo could not run, so your prediction stays open.");
    const { output } = await program.end();
    expect(output).toMatch(/exit code 69\nmode kept\n$/);
    expect(output).not.toContain("was off");
    expect(output).not.toContain("It is what the program says.");
  });

  test("stays open if Ctrl-C has ended its demo", async () => {
    const toy = makeToy();
    toy.write(
      "lessons/01-sums/demos/hello.ts",
      'setInterval(() => {}, 60_000);\nconsole.log("waiting");\n',
    );
    const program = startInTerminal(toy, "run 01 hello");
    await program.waitFor("No prediction: run it");
    program.type(keys.down + keys.enter);
    await program.waitFor("waiting");
    program.type(keys.interrupt);
    await program.waitFor("You have ended the demo, so your prediction stays open.");
    expect((await program.end()).output).not.toContain("was off");
    expect(existsSync(join(toy.root, ".interleave/progress.json"))).toBe(false);
  });
});

describe.concurrent("keys", () => {
  test("that are typed while a demo runs are not obeyed after it", async () => {
    const toy = makeToy();
    const gate = await openGate();
    toy.write(
      "lessons/01-sums/demos/hello.ts",
      `import { connect } from "node:net";\nconnect(${gate.port}, "127.0.0.1").resume();\nconsole.log("runs");\n`,
    );
    const program = startInTerminal(toy, "read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2");
    program.type("r");
    await program.waitFor("No prediction: run it");
    program.type(keys.enter);
    await program.waitFor("runs");
    const socket = await gate.passed;
    program.type("qqq");
    // The terminal shows them: they have arrived.
    await program.waitFor("qqq");
    socket.end();
    await program.waitFor("Your prediction was right.");
    await program.waitFor("[2/2, part 1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 2/2]");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
    gate.close();
  });

  test("that were typed before a question do not answer it", async () => {
    const toy = makeToy();
    toy.write("exercises/01-sums/add.ts", "// mine\n");
    // The shell takes the first line, and leaves the rest to whoever reads next.
    const command = `"${process.execPath}" "${startFile}" reset 01 add`;
    const program = startInTerminal(toy, `help > /dev/null; echo typed: ; read line; ${command}`);
    await program.waitFor("typed:");
    program.type(`line${keys.enter}y${keys.enter}`);
    await program.waitFor("Start exercises/01-sums/add.ts anew?");
    await program.waitFor("● No");
    program.type(keys.enter);
    expect((await program.end()).output).toContain("Nothing was changed.");
    expect(toy.read("exercises/01-sums/add.ts")).toBe("// mine\n");
  });
});

describe.concurrent("q", () => {
  test("on the last screen leaves a lesson that has been read", async () => {
    const toy = makeToy();
    const program = startInTerminal(toy, "read 01");
    await program.waitFor("[1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 1/2]");
    program.type(keys.enter);
    await program.waitFor("[2/2, part 2/2]");
    program.type("q");
    expect((await program.end()).output).toContain("Next: exercise add");
    expect(readSavedProgress(toy).lessons["01-sums"]).toEqual({ screen: 0, done: true });
  });

  test("leaves the menu, and brings back to it from its other questions", async () => {
    const program = startInTerminal(makeToy(), "");
    await program.waitFor("What now? (q: leave)");
    await program.waitFor("↑/↓ to navigate");
    program.type(keys.down);
    await program.waitFor("● Read a lesson");
    program.type(keys.enter);
    await program.waitFor("Which lesson?");
    await program.waitFor("↑/↓ to navigate");
    program.type("q");
    await program.waitFor("What now? (q: leave)");
    await program.waitFor("↑/↓ to navigate");
    program.type("q");
    expect((await program.end()).output).toMatch(/exit code 0\nmode kept\n$/);
  });
});

describe.concurrent("what was opened by mistake", () => {
  const more = (toy: ToyCourse) => {
    toy.write(
      "lessons/02-more/README.md",
      "---\ntitle: More\nminutes: 5\n---\n\nMore.\n\n## End\n\nIt.\n",
    );
    toy.write("quiz/02-more.md", toy.read("quiz/01-sums.md"));
  };
  test.each([
    ["a quiz", "quiz 02", "Your answer (a, b", keys.interrupt],
    ["a lesson", "read 02", "[1/2]", "q"],
  ])("is not where the learner goes on: %s", async (_, words, asked, leave) => {
    const toy = makeToy();
    more(toy);
    const program = startInTerminal(toy, words);
    await program.waitFor(asked);
    program.type(leave);
    await program.end();
    const menu = startInTerminal(toy, "");
    await menu.waitFor("● Go on: read lesson 01, Sums");
    await menu.waitFor("↑/↓ to navigate");
    menu.type("q");
    await menu.end();
  });
});

test("a page is shown anew in a window of another size", async () => {
  const { program, narrow } = startNarrower(makeToy(), "read 01");
  await program.waitFor("[1/2]");
  narrow();
  await program.waitFor("[1/2]");
  program.type("q");
  await program.end();
  const [, afterwards = ""] = program.rawOutput().split("\u001B[H\u001B[J");
  expect(afterwards).toContain("Welcome to the toy lesson.");
});

test("the menu of exercises says which have passed", async () => {
  const toy = makeToy();
  const entry = { checks: 1, hintsShown: 0, passedAt: "2026-01-02T03:04:05.000Z" };
  const progress = { version: 1, exercises: { "01-sums/add": entry } };
  toy.write(".interleave/progress.json", JSON.stringify(progress));
  const program = startInTerminal(toy, "");
  await program.waitFor("↑/↓ to navigate");
  program.type(keys.down.repeat(3));
  await program.waitFor("● Work on an exercise");
  program.type(keys.enter);
  await program.waitFor("○ 01 add  ✓ passed\n");
  await program.waitFor("● 01 double\n");
  await program.waitFor("↑/↓ to navigate");
  program.type("q");
  await program.waitFor("↑/↓ to navigate");
  program.type("q");
  await program.end();
});

test("a quiz shows its options in another order, and letters mean what is shown", async () => {
  const toy = makeToy();
  const program = startInTerminal(toy, "quiz 01", { INTERLEAVE_OPTION_ORDER: "reversed" });
  await program.waitFor("• a) 2\n• b) 1\n");
  await program.waitFor("Your answer (a, b");
  program.type(`b${keys.enter}`);
  await program.waitFor("Not right. You chose b; right is a.");
  await program.waitFor("• a) right: 2\n  The sum of one and one.");
  await program.waitFor("• b) wrong, your choice: 1\n  That is one.");
  await program.waitFor("Enter: next question");
  program.type(keys.interrupt);
  await program.end();
});

/** A port that a demo knocks at; it runs until its socket is ended. */
async function openGate(): Promise<{ port: number; passed: Promise<Socket>; close(): void }> {
  const server = createServer();
  const passed = new Promise<Socket>((resolve) => server.once("connection", resolve));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, passed, close: () => server.close() };
}
