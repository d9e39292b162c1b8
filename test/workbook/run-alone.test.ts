// What two processes would spoil is done by one at a time, whatever became of the one before.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { repositoryRoot } from "./toy-course.ts";

const folder = mkdtempSync(join(tmpdir(), "interleave-alone-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const runAlone = pathToFileURL(join(repositoryRoot, "workbook/run-alone.mjs")).href;

/** Notes when it begins and ends, in a file of all; between the two it looks at the disk many times. */
function startWorker(lock: string, log: string) {
  const code = `
    import { appendFileSync } from "node:fs";
    import { runAlone } from ${JSON.stringify(runAlone)};
    runAlone(${JSON.stringify(lock)}, () => {
      appendFileSync(${JSON.stringify(log)}, "begin " + process.pid + "\\n");
      for (let look = 0; look < 200; look++) appendFileSync(${JSON.stringify(log)}, "");
      appendFileSync(${JSON.stringify(log)}, "end " + process.pid + "\\n");
    });`;
  return once(spawn(process.execPath, ["--input-type=module", "-e", code]), "exit");
}

test.each([
  ["nobody was there before", undefined],
  ["the one before was killed", 2 ** 22 + 1],
])("four processes work one after the other where %s", async (title, holder) => {
  const lock = join(folder, title, "lock");
  const log = join(folder, `${title}.log`);
  writeFileSync(log, "");
  if (holder !== undefined) {
    mkdirSync(join(folder, title));
    writeFileSync(lock, String(holder));
  }
  const codes = await Promise.all([1, 2, 3, 4].map(() => startWorker(lock, log)));
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0, 0]);
  const lines = readFileSync(log, "utf8").trim().split("\n");
  expect(lines).toHaveLength(8);
  for (let at = 0; at < lines.length; at += 2)
    expect(lines[at + 1]).toBe(lines[at]?.replace("begin", "end"));
  expect(existsSync(lock)).toBe(false);
});
