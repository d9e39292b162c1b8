// `--checksum-file`: the line with the file's name decides, and a file without a line is not taken.

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, hashSource } from "#lesson/09-downloader/chaos/source.ts";
import { parseChecksums } from "#lesson/09-downloader/command/checksum-list.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { startProgram } from "./start-program.ts";

const sizeBytes = 1_000;
const right = hashSource(createSource(1, 1, sizeBytes));
const wrong = "0".repeat(64);

let folder: string;
let server: FaultServer | undefined;
let lists: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-checksums-"));
});
afterEach(async () => {
  await server?.close();
  lists?.close();
  await rm(folder, { recursive: true });
});

describe("a list", () => {
  const find = (text: string, ...names: string[]) => parseChecksums(text, "SUMS")(names).hex;
  const other = "1".repeat(64);

  test.each([
    [`${other}  film.mkv\n${right}  file.bin\n`],
    [`${other} *film.mkv\r\n${right.toUpperCase()} *file.bin\r\n`],
    [`SHA256 (film.mkv) = ${other}\nSHA256 (file.bin) = ${right}\n`],
    [`${other}  ./film.mkv\n${right}  ./disk/file.bin\n`],
    [`-----BEGIN PGP SIGNED MESSAGE-----\n# sums\n\n${right}  file.bin\n-----BEGIN`],
    [`${right}\n`],
  ])("such as %j is read", (text) => {
    expect(find(text, "file.bin")).toBe(right);
  });

  test("names files as the shell's tool does, with backslashes for what would break a line", () => {
    expect(find(`\\${right}  a\\\\\\\\b\n`, "b")).toBe(right);
    expect(find(`\\${right}  two\\nlines\n`, "two_lines")).toBe(right);
  });

  test("goes by the first name that has a line", () => {
    const text = `${right}  file.bin\n${other}  film.mkv\n`;
    expect(find(text, "none", "film.mkv", "file.bin")).toBe(other);
  });

  test("says what it has not, and what it has twice", () => {
    const text = `${right}  file.bin\n${other}  file.bin\n${right}  same\n${right}  same\n`;
    expect(find(text, "same")).toBe(right);
    expect(() => find(text, "film.mkv", "film")).toThrow("SUMS has no line for film.mkv or film");
    expect(() => find(text, "file.bin")).toThrow("SUMS has more than one checksum for file.bin");
  });

  test.each(["", "<h1>Not found</h1>\n", `${right} ${other}\n`])("is not %j", (text) => {
    expect(() => parseChecksums(text, "SUMS")).toThrow(UsageError);
  });
});

describe("a file", () => {
  async function run(list: string, words: string[] = [], script: Partial<FaultScript> = {}) {
    server = await startFaultServer({ sizeBytes, ...script });
    await writeFile(join(folder, "SUMS"), list);
    const program = startProgram([server.url, "--checksum-file", "SUMS", ...words], folder);
    const code = await program.code;
    const left = (await readdir(folder)).filter((name) => name !== "SUMS").sort();
    return { code, left, ...program.out };
  }

  test("of the right checksum is complete, and of a wrong one is not", async () => {
    expect(await run(`${right}  file.bin\n${wrong}  film.mkv\n`)).toMatchObject({
      code: 0,
      left: ["file.bin"],
    });
    await server?.close();
    await rm(join(folder, "file.bin"));
    expect(await run(`${wrong}  file.bin\n${right}  film.mkv\n`)).toMatchObject({
      code: 3,
      left: ["file.bin.part"],
    });
  });

  test("without a line is not downloaded", async () => {
    const { code, left, complained } = await run(`${right}  film.mkv\n`);
    expect([code, left]).toEqual([1, []]);
    expect(complained).toMatch(/^http:\S+: SUMS has no line for file\.bin\n$/);
    expect(server?.log.some(({ headers }) => headers.range?.endsWith("-999"))).toBe(false);
  });

  test("has the line of the name by which it was asked for, whatever the server calls it", async () => {
    const headers = { "content-disposition": 'attachment; filename="old.bin"' };
    const list = `${wrong}  file.bin\n${right}  old.bin\n`;
    expect((await run(list, [], { rules: [{ headers }] })).code).toBe(3);
    await server?.close();
    // Only where that name has no line.
    expect((await run(`${right}  old.bin\n`, [], { rules: [{ headers }] })).code).toBe(0);
  });

  test("of another name of ours is known by its own", async () => {
    const words = ["-o", "-", "--quiet"];
    expect((await run(`${right}  file.bin\n`, words)).code).toBe(0);
  });

  test("may have its line in a list on a server, which hears no secret of another one", async () => {
    let asked: string | undefined;
    lists = createServer(({ headers }, response) => {
      asked = headers.authorization ?? "nothing";
      response.end(`${right}  file.bin\n`);
    });
    await new Promise<void>((resolve) => lists?.listen(0, "127.0.0.1", resolve));
    const { port } = lists.address() as AddressInfo;
    server = await startFaultServer({ sizeBytes });
    const list = `http://127.0.0.1:${port}/SHA256SUMS`;
    const secret = ["--header", "Authorization: Basic c2VjcmV0"];
    const words = [server.url, "--checksum-file", list, ...secret];
    expect([await startProgram(words, folder).code, asked]).toEqual([0, "nothing"]);
    expect(server.log.at(-1)?.headers.authorization).toBe("Basic c2VjcmV0");
  });
});

test("a list that cannot be read is wrong usage, and nothing is asked", async () => {
  server = await startFaultServer({ sizeBytes });
  const program = startProgram([server.url, "--checksum-file", "none"], folder);
  expect(await program.code).toBe(2);
  expect(program.out.complained).toMatch(
    /^Expected checksums in none: there is no such file or folder \(ENOENT\)\.\n/,
  );
  expect(server.log).toEqual([]);
});

test("a list and one checksum do not go together", () => {
  const words = ["http://a/b", "--checksum", `sha256:${right}`, "--checksum-file", "SUMS"];
  expect(() => parseCommand(words)).toThrow("Expected --checksum or --checksum-file, got both.");
});
