// A file that is there already: its time, whether it is older than the server's, and whether it is all there.

import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { download } from "#solution/09-downloader/download.ts";
import { startProgram } from "./start-program.ts";

const sizeBytes = 1_000;
const right = readSource(createSource(1, 1, sizeBytes));
const old = Buffer.alloc(sizeBytes, "old ");
const changed = "Mon, 01 Dec 2025 00:00:00 GMT";
const changedMs = Date.parse(changed);

let folder: string;
let file: string;
let server: FaultServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-existing-"));
  file = join(folder, "file.bin");
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

/** @param lastModified what the server says */
async function serve(lastModified: string | null = changed): Promise<string> {
  const headers = { "last-modified": lastModified };
  server = await startFaultServer({ sizeBytes, rules: [{ headers }] });
  return server.url;
}

const modifiedMs = async () => (await stat(file)).mtimeMs;

describe("the time of the last change", () => {
  test("is that of the server's file", async () => {
    await download(await serve(), { file });
    expect(await modifiedMs()).toBe(changedMs);
  });

  test("is the time of the download if one wants that", async () => {
    expect(parseCommand(["http://a/b", "--no-mtime"])?.options.keepsTime).toBe(false);
    await download(await serve(), { file, keepsTime: false });
    expect(await modifiedMs()).toBeGreaterThan(changedMs);
  });

  test.each([null, "yesterday", ""])("is left alone where the server says %j", async (says) => {
    await download(await serve(says), { file });
    expect(await modifiedMs()).toBeGreaterThan(changedMs);
  });
});

/** With this time, and of the right length unless it is said otherwise. */
async function leave(atMs: number, content: Buffer = old): Promise<void> {
  await writeFile(file, content);
  await utimes(file, new Date(), new Date(atMs));
}

async function run(...words: string[]) {
  const program = startProgram([...words, "--json"], folder);
  const code = await program.code;
  const last = program.out.said.trim().split("\n").at(-1) ?? "";
  return { code, last: JSON.parse(last), got: await readFile(file) };
}

describe("--if-newer", () => {
  test.each([
    ["older", changedMs - 1_000],
    ["of another length", changedMs + 1_000, Buffer.from("short")],
  ])("replaces a file that is %s", async (_, atMs, content = old) => {
    await leave(atMs, content);
    const { code, last, got } = await run(await serve(), "--if-newer");
    expect([code, last.type]).toEqual([0, "done"]);
    expect(got.equals(right)).toBe(true);
    expect(await modifiedMs()).toBe(changedMs);
  });

  test.each([
    ["as old", changedMs],
    ["younger", changedMs + 999],
  ])("leaves a file alone that is %s", async (_, atMs) => {
    await leave(atMs);
    const { code, last, got } = await run(await serve(), "--if-newer");
    expect([code, last]).toEqual([
      0,
      expect.objectContaining({ type: "skipped", file: "file.bin" }),
    ]);
    expect(got.equals(old)).toBe(true);
  });

  test("replaces the file if the server does not say when its own was changed", async () => {
    await leave(changedMs);
    const { code, got } = await run(await serve(null), "--if-newer");
    expect([code, got.equals(right)]).toEqual([0, true]);
  });

  test("downloads what is not there", async () => {
    const { code, got } = await run(await serve(), "--if-newer");
    expect([code, got.equals(right)]).toEqual([0, true]);
  });

  test.each(["--overwrite", "--skip-existing"])("does not go with %s", (other) => {
    expect(() => parseCommand(["http://a/b", "--if-newer", other])).toThrow(
      `Expected ${other} or --if-newer, got both.`,
    );
  });
});

describe("--skip-existing", () => {
  test("takes a file of the right length for the server's", async () => {
    await leave(changedMs);
    const { code, last, got } = await run(await serve(), "--skip-existing");
    expect([code, last.type, got.equals(old)]).toEqual([0, "skipped", true]);
  });

  test("says that a file is not as long as the server's, and leaves it alone", async () => {
    await leave(changedMs, Buffer.from("half"));
    const { code, last, got } = await run(await serve(), "--skip-existing");
    const reason =
      "file.bin exists, with 4 bytes and not 1000; choose another name, or replace it with --overwrite";
    expect([code, last]).toEqual([1, expect.objectContaining({ type: "failed", reason })]);
    expect(got.toString()).toBe("half");
  });
});
