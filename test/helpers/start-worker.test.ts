// The helper that starts a `.ts` thread, in real threads, on whichever Node runs this.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startWorker, withoutTsx } from "#lesson/01-threads/start-worker.ts";
import { readSleepers } from "#workbook/checker/sleepers.mjs";
import type { Description } from "./start-worker/description.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

const entry = (name: string): URL => new URL(`./start-worker/${name}.ts`, import.meta.url);

async function firstMessage(worker: Worker): Promise<unknown> {
  const [message] = await once(worker, "message");
  return message;
}

const folders: string[] = [];

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "interleave start worker "));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("the flags that a thread inherits", () => {
  const loader = "file:///somewhere/node_modules/tsx/dist/loader.mjs";
  it.each([
    [["--import", "tsx"], []],
    [["--import=tsx"], []],
    [["--require", "/a/tsx/dist/preflight.cjs", "--import", loader], []],
    [
      ["--expose-gc", "--import", "tsx", "--import", "tsx-of-mine"],
      ["--expose-gc", "--import", "tsx-of-mine"],
    ],
  ])("are %j without those of tsx", (flags, kept) => {
    expect(withoutTsx(flags)).toEqual(kept);
  });
});

describe("a thread started from a .ts file", () => {
  it("sees its own data, arguments and file, and TypeScript's lines in a stack", async () => {
    const file = entry("describe-yourself");
    const worker = startWorker(file, { workerData: { of: "mine" }, argv: ["--own"] });
    const seen = (await firstMessage(worker)) as Description;
    expect(seen).toMatchObject({
      workerData: { of: "mine" },
      isMainThread: false,
      isWorker: true,
      argv: [fileURLToPath(file), "--own"],
      url: file.href,
    });
    expect(seen.stack).toMatch(/describe-yourself\.ts:12:/);
  });

  it("may be named by its path as well as by its URL", async () => {
    const worker = startWorker(fileURLToPath(entry("describe-yourself")));
    const seen = (await firstMessage(worker)) as Description;
    expect(seen.url).toBe(entry("describe-yourself").href);
  });

  it("may await at its top level", async () => {
    expect(await firstMessage(startWorker(entry("top-level-await")))).toBe("awaited");
  });

  it("ends with its own error, whatever it throws", async () => {
    const worker = startWorker(entry("fail"));
    await expect(once(worker, "exit")).rejects.toMatchObject({
      name: "RangeError",
      message: "Top of the morning",
      stack: expect.stringMatching(/fail\.ts:8:/),
    });
  });

  it("may import a .ts file later", async () => {
    expect(await firstMessage(startWorker(entry("import-later")))).toBe("imported later");
  });

  it("starts under tsx, in a folder whose name has a space", () => {
    const folder = scratch();
    cpSync(path.join(root, "lessons/01-threads/start-worker.ts"), at("start-worker.ts"));
    cpSync(path.join(root, "lessons/01-threads/worker-bootstrap.mjs"), at("worker-bootstrap.mjs"));
    cpSync(fileURLToPath(entry("top-level-await")), at("entry.ts"));
    symlinkSync(path.join(root, "node_modules"), at("node_modules"), "junction");
    writeFileSync(at("package.json"), '{ "type": "module" }');
    writeFileSync(
      at("main.ts"),
      `import { startWorker } from "./start-worker.ts";
const worker = startWorker(new URL("./entry.ts", import.meta.url));
worker.on("message", (word: string) => console.log(word));`,
    );
    const tsx = path.join(root, "node_modules/tsx/dist/cli.mjs");
    const run = spawnSync(process.execPath, [tsx, at("main.ts")], { encoding: "utf8" });
    expect(run).toMatchObject({ stdout: "awaited\n", stderr: "", status: 0 });

    function at(name: string): string {
      return path.join(folder, name);
    }
  });
});

describe("INTERLEAVE_ANSWER", () => {
  it.each([
    ["at its top", "import-answer"],
    ["after an await", "import-answer-later"],
  ])("replaces an answer that a thread imports %s", async (_when, name) => {
    const folder = scratch();
    const file = path.join(folder, "join.ts");
    writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(file, "export const join: string = 'another answer';");
    const answer = { specifier: "#exercise/01-threads/join.ts", file };
    vi.stubEnv("INTERLEAVE_ANSWER", JSON.stringify(answer));
    expect(await firstMessage(startWorker(entry(name)))).toBe("another answer");
  });
});

describe("INTERLEAVE_JOURNAL", () => {
  it("names a thread that sleeps, and where, until it is notified", async () => {
    const journal = path.join(scratch(), "journal");
    vi.stubEnv("INTERLEAVE_JOURNAL", journal);
    const cells = new Int32Array(new SharedArrayBuffer(4));
    const worker = startWorker(entry("sleep"), { name: "oven", workerData: { cells } });
    expect(await firstMessage(worker)).toBe("falling asleep");

    while (readSleepers(journal).length === 0) await new Promise(setImmediate);
    const [sleep] = readSleepers(journal);
    expect(sleep).toMatchObject({ event: "asleep", thread: "oven" });
    expect(sleep?.stack).toMatch(/at sleepOnTheCell .*sleep\.ts:14:/);
    expect(sleep?.stack).not.toContain("report-sleepers");

    const outcome = firstMessage(worker);
    await untilNotified(cells);
    expect(await outcome).toBe("ok");
    expect(readSleepers(journal)).toEqual([]);
  });
});

/** Notifies until somebody was there to be woken. */
async function untilNotified(cells: Int32Array<SharedArrayBuffer>): Promise<void> {
  while (Atomics.notify(cells, 0) === 0) await new Promise((resolve) => setImmediate(resolve));
}
