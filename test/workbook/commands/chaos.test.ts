// The fault server as a command: what is played by hand, as often as somebody likes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runNode } from "../../run-program.ts";
import { repositoryRoot } from "../toy-course.ts";
import { startFile, workbookEnvironment } from "./workbook.ts";

test("a fault that is told once is told to the next download too, after Enter", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "interleave-chaos-test-"));
  const env = workbookEnvironment({ root: repositoryRoot }, { TMPDIR: scratch });
  const served = spawn(process.execPath, [startFile, "chaos", "html-page-once"], { env });
  let shown = "";
  served.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  const untilShown = async (text: RegExp): Promise<void> => {
    while (!text.test(shown)) await once(served.stdout, "data");
  };
  const countPages = (): number => shown.match(/^#\d+ 200, \d\d bytes$/gm)?.length ?? 0;
  // The download may have ended before the server has told what it sent.
  const untilPages = async (count: number): Promise<void> => {
    while (countPages() < count) await once(served.stdout, "data");
  };
  await untilShown(/Ctrl-C\s+ends\s+it/);
  const command = /npm start -- (download .*)/.exec(shown)?.[1]?.split(" ") ?? [];
  const download = () => runNode([startFile, ...command], { cwd: repositoryRoot, env });
  expect((await download()).code).toBe(0);
  await untilPages(1);
  expect(countPages()).toBe(1);
  served.stdin.write("\n");
  await untilShown(/As at the start/);
  expect((await download()).code).toBe(0);
  await untilPages(2);
  served.kill("SIGINT");
  expect(await once(served, "close")).toEqual([0, null]);
  expect(countPages()).toBe(2);
  expect(readdirSync(scratch)).toEqual([]);
  rmSync(scratch, { recursive: true });
});
