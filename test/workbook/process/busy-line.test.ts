// Asks a real process in an endless loop where it is, while the clock says that this takes long.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { findBusyLine } from "#workbook/process/busy-line.ts";

const folder = mkdtempSync(join(tmpdir(), "busy-line-"));
/** For a step. */
const almostTooLongMs = 4_900;
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test("each step of the way to an answer may take long, however long they take together", async () => {
  const file = join(folder, "loops.mjs");
  // On one line: it may be asked before `console.log` has come back.
  writeFileSync(file, '\nconsole.log("begins"); for (;;);\n');
  const words = ["--inspect-port=127.0.0.1:0", file];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  try {
    await once(child.stdout, "data");
    const listens = new Promise<void>((resolve) => {
      let text = "";
      child.stderr.on("data", (chunk: Buffer) => {
        text += chunk;
        if (/Debugger listening on ws:\S+\s/.test(text)) resolve();
      });
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
    const node = process as unknown as { _debugProcess(pid: number): void };
    const debug = node._debugProcess;
    vi.spyOn(node, "_debugProcess").mockImplementation((pid) => {
      vi.advanceTimersByTime(almostTooLongMs);
      debug(pid);
    });
    const found = findBusyLine(child, file);
    await listens;
    // It has noted that by then, and nothing else can have come of it.
    await new Promise(setImmediate);
    vi.advanceTimersByTime(almostTooLongMs);
    expect(await found).toMatchObject({ file, line: 2 });
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});
