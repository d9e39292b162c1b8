// `watch`: every step of these tests waits for what was printed, never for time.

import { renameSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { makeToyCourse, repositoryRoot, type ToyCourse } from "../toy-course.ts";
import { type LiveProgram, startLive } from "./live-program.ts";
import { expectAllGone, startFile, workbookEnvironment } from "./workbook.ts";

const toys: ToyCourse[] = [];
afterAll(() => {
  for (const toy of toys) toy.remove();
});

const add = "exercises/01-sums/add.ts";
const double = "exercises/01-sums/double.ts";
const tirelessRunner = fileURLToPath(new URL("use-tireless-runner.cjs", import.meta.url));
const subtracts = "“two numbers make a sum” does not hold yet: expected 3, got -1.";

describe.concurrent("watch", () => {
  test("checks every save, however it is made, and moves on until the lesson is done", async () => {
    const { toy, program } = startWatch("watch 01");
    await program.waitFor(`Watching ${add}: every save is checked.`);
    await program.waitFor(subtracts);

    renameOver(toy, add, answer("return left * right;"));
    await program.waitFor("does not hold yet: expected 3, got 0.");

    toy.delete(add);
    await program.waitFor(`${add} is not there: \`reset\` makes it anew.`);
    renameOver(toy, add, answer("return left + right + 1;"));
    await program.waitFor("does not hold yet: expected 3, got 4.");

    const gate = await openGate();
    renameOver(toy, add, endlessAnswer(gate.port));
    await gate.passed;
    gate.close();
    renameOver(toy, add, answer("for (;;) left += 2;"));
    renameOver(toy, add, answer("return left + right + 2;"));
    await program.waitFor("does not hold yet: expected 3, got 5.");

    // A save in place empties the file first, and nobody promises that the two are seen as one. What passes is left at once.
    toy.write(add, answer("return left + right;"));
    await program.waitFor("✓ passed  01-sums/add");
    await program.waitFor("On to double.");
    await program.waitFor(`Watching ${double}: every save is checked.`);
    await program.waitFor("does not hold yet: expected 8, got 4.");

    toy.write(double, toy.read("solutions/01-sums/double.ts"));
    await program.waitFor("✓ passed  01-sums/double");
    const { code, output } = await program.end();
    expect(output).toMatch(/\nNext: the quiz of lesson 01: npm start -- quiz 01\n$/);
    expect(code).toBe(0);

    const verdicts = output.match(/^(“.*”|.* is not there|Your code|✓ passed .*$)/gm);
    expect(verdicts).toEqual([
      "“two numbers make a sum”",
      "“adding nothing changes nothing”",
      `${add} is not there`,
      "“adding nothing changes nothing”",
      "“adding nothing changes nothing”",
      "✓ passed  01-sums/add",
      "“a double is twice as much”",
      "✓ passed  01-sums/double",
    ]);
    await expectAllGone(toy);
  });

  test("ends at SIGINT with exit code 0 and leaves no process behind", async () => {
    const { toy, program } = startWatch("watch 01 add");
    await program.waitFor(subtracts);
    program.kill("SIGINT");
    const { code, output } = await program.end();
    expect(output).toMatch(/\nNext: exercise add: npm start -- watch 01 add\n$/);
    expect(code).toBe(0);
    await expectAllGone(toy);
  });

  test("ends at SIGINT in the middle of an endless loop", async () => {
    const gate = await openGate();
    const { toy, program } = startWatch("watch 01 add", (course) => {
      course.write(add, endlessAnswer(gate.port));
    });
    await gate.passed;
    program.kill("SIGINT");
    const { code, output } = await program.end();
    gate.close();
    expect(output).not.toContain("not yet");
    expect(code).toBe(0);
    await expectAllGone(toy);
  });
});

function startWatch(
  words: string,
  prepare: (toy: ToyCourse) => void = () => {},
): { toy: ToyCourse; program: LiveProgram } {
  const toy = makeToyCourse();
  toys.push(toy);
  prepare(toy);
  const program = startLive(process.execPath, [startFile, ...words.split(" ")], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy, { NODE_OPTIONS: `--require=${JSON.stringify(tirelessRunner)}` }),
  });
  return { toy, program };
}

/** As many editors save: a new file takes the old one's name. */
function renameOver(toy: ToyCourse, path: string, text: string): void {
  const temporary = join(toy.root, `${path}.saving`);
  writeFileSync(temporary, text);
  renameSync(temporary, join(toy.root, path));
}

function answer(body: string): string {
  return `export async function add(left: number, right: number): Promise<number> {\n  ${body}\n}\n`;
}

/** Loops forever once it has knocked at `port`. */
function endlessAnswer(port: number): string {
  const knock = `connect(${port}, "127.0.0.1").once("connect", resolve)`;
  const body = `await new Promise<void>((resolve) => void ${knock});\n  for (;;) left += 1;`;
  return `import { connect } from "node:net";\n${answer(body)}`;
}

/** A port that an answer knocks at once its test is running. */
async function openGate(): Promise<{ port: number; passed: Promise<void>; close(): void }> {
  const server = createServer((socket) => socket.on("error", () => {}));
  const passed = new Promise<void>((resolve) => server.once("connection", () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, passed, close: () => server.close() };
}
