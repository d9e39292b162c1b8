// The workbook runs from a folder whose path means something else in a URL.

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runNode } from "../run-program.ts";
import { repositoryRoot } from "./toy-course.ts";

const copied = [
  "lessons",
  "solutions",
  "quiz",
  "test",
  "workbook",
  "package.json",
  "tsconfig.json",
];

describe("a course in a folder named `a course #1 100%41 what?`", () => {
  let parent: string;
  let root: string;
  beforeAll(() => {
    parent = realpathSync(mkdtempSync(join(tmpdir(), "interleave-paths-")));
    root = join(parent, "a course #1 100%41 what?");
    mkdirSync(root);
    for (const name of [...copied, "package-lock.json"])
      cpSync(join(repositoryRoot, name), join(root, name), { recursive: true });
    symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"));
    for (const id of ["01-threads/join", "02-locks/mutex"]) {
      const copy = join(root, "exercises", `${id}.ts`);
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(join(root, "solutions", `${id}.ts`), copy);
    }
  });
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  /** With a home of its own, where the link to the course is kept. */
  const run = (words: string[]) =>
    runNode([join(root, "workbook", "start.mjs"), ...words], {
      cwd: root,
      env: { ...process.env, HOME: parent, NO_COLOR: "1", FORCE_COLOR: undefined, INIT_CWD: root },
    });

  test.each([
    ["checks an exercise over real threads", ["check", "01", "join"], "All 9 tests held."],
    [
      "checks an exercise under every schedule",
      ["check", "02", "mutex"],
      "8 of them under every schedule.",
    ],
    ["runs a demo", ["run", "01", "coffee"], "The coffee is poured.\nThe water boils.\n"],
    [
      "explores a scenario of one's own",
      ["explore", "test/workbook/lost-update.ts"],
      "Thread 1 writes `count` while thread 2 reads it",
    ],
  ])("%s", async (_, words, said) => {
    const { stdout, stderr } = await run(words);
    expect(stderr).toBe("");
    expect(stdout).toContain(said);
    expect(stdout).not.toContain(join(parent, ".cache"));
  });

  test("finds a scenario beside the course", async () => {
    writeFileSync(
      join(parent, "beside.mjs"),
      "export default { name: 'one', memory: { cell: 1 }, threads: [(m) => Atomics.add(m.cell, 0, 1)] };",
    );
    const { stdout, stderr } = await run(["explore", "../beside.mjs"]);
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^Every schedule of 1 thread/), ""]);
  });

  test.each([
    ["a file of the course", "no such.ts"],
    ["a file beside it", "../no such.ts"],
  ])("names %s by the path that the learner knows", async (_, name) => {
    const { code, stderr } = await run(["explore", name]);
    expect([code, stderr]).toEqual([2, `There is no file ${join(root, name)}.\n`]);
  });

  test("is examined under the path that the learner knows", async () => {
    const { stdout } = await run(["doctor"]);
    expect(stdout).not.toContain(join(parent, ".cache"));
    expect(stdout.replace(/\s+/g, " ")).toContain(root);
  });

  test("says in one sentence that its own tests cannot run there", async () => {
    const { code, stdout, stderr } = await runNode([join(root, "test", "run.mjs")], { cwd: root });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^Vitest cannot load tests from .+ Rename that folder for `npm test`.+\n$/,
    );
  });
});
