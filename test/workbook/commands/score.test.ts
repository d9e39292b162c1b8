// The score of a learner's own downloader: the real command, on the real course.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import type { ProgramResult } from "../../run-program.ts";
import { type LinkedCourse, makeLinkedCourse } from "../linked-course.ts";
import { repositoryRoot } from "../toy-course.ts";
import {
  expectAllGone,
  runWorkbook,
  startFile,
  widestLine,
  workbookEnvironment,
} from "./workbook.ts";

const courses: LinkedCourse[] = [];
afterAll(() => {
  for (const course of courses) course.remove();
});

function makeCourse(): LinkedCourse {
  const course = makeLinkedCourse();
  courses.push(course);
  return course;
}

const solution = (name: string): string => read(`solutions/09-downloader/${name}.ts`);
const read = (file: string): string => readFileSync(join(repositoryRoot, file), "utf8");

/** A downloader around ours: `first` are statements before it, with `url` and `options`. */
const around = (first: string): string => `
import type { DownloadOptions } from "#lesson/09-downloader/download-options.ts";
import { download as ours } from ${JSON.stringify(join(repositoryRoot, "solutions/09-downloader/download.ts"))};

export async function download(url: string, options: DownloadOptions = {}): Promise<unknown> {
  ${first}
  return await ours(url, options);
}
`;

async function runScore(course: LinkedCourse, words: string): Promise<ProgramResult> {
  const env = { TMPDIR: course.scratch, COLUMNS: "60" };
  const result = await runWorkbook(course, words, { env });
  await expectAllGone(course);
  expect(readdirSync(course.scratch)).toEqual([]);
  return result;
}

describe.concurrent("a score", () => {
  test("names exactly the faults that a known mistake does not survive", async () => {
    const course = makeCourse();
    course.write("09-downloader/split", solution("split"));
    await runWorkbook(course, "mistake 09 download change-ends-all");
    const mistake = ".interleave/mistakes/09-downloader/download/change-ends-all.ts";
    course.write("09-downloader/download", readFileSync(join(course.root, mistake), "utf8"));
    const { code, stdout, stderr } = await runScore(course, "score");
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Yours: split, download\nOurs, because there is none of yours: probe,/);
    expect(stdout.match(/^✗ .*/gm)).toEqual([
      "✗  7 parts of files of different sizes: not survived",
      "✗ 23 416 and a file that is all there: not survived",
      "✗ 24 another version since the last run: not survived",
      "✗ 25 another version during the run: not survived",
    ]);
    expect(stdout.match(/^✓/gm)).toHaveLength(33);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "changed-during-the-run: expected exit code 0, got 4: DownloadError: the file has changed on the server",
    );
    expect(stdout).toMatch(
      /\n\nYour downloader survives 33 of 37 faults\.\nTo play one by hand: npm start -- chaos total-differs-once\n$/,
    );
    expect(widestLine(stdout)).toBeLessThanOrEqual(60);
    expect(code).toBe(1);
  });

  test("goes on after a loop, a standstill, an exit, a stray error and a thrown value", async () => {
    const course = makeCourse();
    course.write(
      "09-downloader/download",
      around(`
  if (options.checksum) for (;;);
  if (options.unsafeResume) await new Promise(() => {});
  if (options.headers) process.exit(0);
  if (options.overwrite) void Promise.reject(new Error("left alone"));
  if (options.retries === 1) throw 42;`),
      "test-failed",
    );
    const faults = "31 no-marks 35 34 14 9";
    const { code, stdout } = await runScore(course, `score ${faults} --unfinished --json`);
    const { yours, faults: scores, survived, of, unplayed } = JSON.parse(stdout);
    expect(yours).toEqual(["download"]);
    expect([survived, of, unplayed, code]).toEqual([1, 6, 0, 1]);
    const failures = scores.map(({ fault, scenario, did }: Record<string, string[]>) => [
      fault,
      scenario,
      did?.[0],
    ]);
    const loop =
      "it was still running, without end, at exercises/09-downloader/download.ts, line 7";
    const stood = "it stood still: a promise is awaited that nothing settles, or somebody sleeps";
    expect(failures).toEqual([
      [31, "wrong-bytes", loop],
      [27, "no-marks-unsafe", stood],
      [35, "redirect-elsewhere", "it ended the whole process (exit code 0)"],
      [
        34,
        "target-to-be-replaced",
        "a promise was rejected and nobody handled it: Error: left alone",
      ],
      [14, "every-connection-dies", "expected exit code 0, got 1: 42"],
      [9, undefined, undefined],
    ]);
  });

  test("is of our parts where theirs is not there or has not passed, and says so", async () => {
    const course = makeCourse();
    course.write("09-downloader/probe", solution("probe"));
    course.write("09-downloader/retry", solution("retry"), "test-failed");
    course.write("09-downloader/split", read("lessons/09-downloader/exercises/split.ts"));
    const { code, stdout } = await runScore(course, "score 8");
    expect(stdout).toBe(`Yours: probe
Ours, because yours has not passed yet: retry
Ours, because there is none of yours: split, fetch-range,
journal, segments, fetch-parts, download
With --unfinished yours is taken all the same.

✓  8 parts of a file of unknown size

Your downloader survives 1 of 1 fault.
`);
    expect(code).toBe(0);
  });

  test("gives up on a downloader that has to be stopped again and again", async () => {
    const course = makeCourse();
    course.write("09-downloader/download", around("await new Promise(() => {});"));
    const { code, stdout } = await runScore(course, "score 22 12 8 10 11");
    expect(stdout.match(/^✗/gm)).toHaveLength(4);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "Your downloader survives 0 of 4 faults. It had to be stopped in every one of them, so the other one was not played.",
    );
    expect(code).toBe(1);
  });

  test("leaves nothing behind when it is interrupted", async () => {
    const course = makeCourse();
    course.write("09-downloader/download", around("for (;;);"));
    const env = workbookEnvironment(course, { TMPDIR: course.scratch });
    const program = spawn(process.execPath, [startFile, "score"], { cwd: repositoryRoot, env });
    await once(program.stdout, "data");
    program.kill("SIGINT");
    expect(await once(program, "close")).toEqual([130, null]);
    await expectAllGone(course);
    expect(readdirSync(course.scratch)).toEqual([]);
  });
});

describe.concurrent("what cannot be scored is explained:", () => {
  test.each([
    [
      "parts that do not fit together",
      "export const split = {;",
      /^Your parts do not fit together: exercises\/09-downloader\/split\.ts, line 1: \S/,
    ],
    [
      "a part that cannot be loaded",
      `${solution("split")}\nthrow new Error("too early");`,
      /^Your parts cannot be loaded: .*Error: too early/,
    ],
  ])("%s", async (_title, text, sentence) => {
    const course = makeCourse();
    course.write("09-downloader/split", text);
    const { code, stderr } = await runScore(course, "score 8");
    expect(stderr).toMatch(sentence);
    expect(code).toBe(1);
  });

  test("a fault that is none", async () => {
    const { code, stderr } = await runScore(makeCourse(), "score 38");
    expect(stderr).toContain("Expected a fault from 1 to 37, or the name of a scenario, got `38`.");
    expect(code).toBe(2);
  });
});

test("`download --mine` is the learner's own downloader", async () => {
  const course = makeCourse();
  course.write("09-downloader/download", around(`console.log("mine, by", new URL(url).pathname);`));
  const server = await startFaultServer({ sizeBytes: 1_000 });
  try {
    const { code, stdout, stderr } = await runWorkbook(course, `download --mine ${server.url}`, {
      env: { INIT_CWD: course.scratch, COLUMNS: "60" },
    });
    expect(stdout).toBe("mine, by /file.bin\nfile.bin: 1000 B\nfile.bin: complete, 1000 B\n");
    expect(stderr).toMatch(/^Yours: download\nOurs, because there is none of yours: split,/);
    expect(code).toBe(0);
  } finally {
    await server.close();
  }
});
