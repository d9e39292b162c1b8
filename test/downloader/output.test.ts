// `-o`: where a file goes, what it may replace, and standard output as the place for it.

import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, hashSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { JobFolder } from "#lesson/09-downloader/queue/job-folder.ts";
import { download } from "#solution/09-downloader/download.ts";

const program = fileURLToPath(new URL("../../workbook/start.mjs", import.meta.url));
const sizeBytes = 100_000;
const source = createSource(1, 1, sizeBytes);
const right = readSource(source);

let folder: string;
let server: FaultServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-output-"));
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

/** `npm start -- download URL …`, against a server that does as the script says. */
async function run(script: Partial<FaultScript>, ...words: string[]) {
  server = await startFaultServer({ sizeBytes, ...script });
  const env = { ...process.env, NO_COLOR: "1", INIT_CWD: folder };
  const child = spawn(process.execPath, [program, "download", server.url, ...words], { env });
  child.stdin.end();
  const [out, error, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code, out, error, left: await readdir(folder) };
}

describe("standard output", () => {
  test("has the file and nothing else; what is said goes to the other", async () => {
    const checksum = `sha256:${hashSource(source)}`;
    const { code, out, error, left } = await run(
      {},
      "-o",
      "-",
      "-d",
      "new",
      "--checksum",
      checksum,
    );
    expect(error).toBe("standard output: 97.7 KiB\nstandard output: complete, 97.7 KiB\n");
    expect([code, left]).toEqual([0, []]);
    expect(out.equals(right)).toBe(true);
    expect(server.log.at(-1)?.headers.range).toBe("bytes=0-99999");
  });

  test("has each byte once, though the connection breaks", async () => {
    const cut = {
      method: "GET" as const,
      times: 2,
      cut: { afterBytes: 30_000, by: "rst" as const },
    };
    const { code, out, error } = await run({ rules: [cut] }, "-o", "-", "--json");
    expect(code).toBe(0);
    expect(out.equals(right)).toBe(true);
    const events = error
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.filter(({ type }) => type === "retry").length).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ type: "done", sizeBytes, isVerified: true });
  });

  test("has a part of one version at most, where nothing can be gone on with", async () => {
    const cut = { ignoreRange: true, cut: { afterBytes: 30_000, by: "fin" as const } };
    const { code, out, error } = await run({ rules: [cut] }, "-o", "-");
    expect(code).toBe(1);
    expect(error).toContain("30000 bytes have gone to standard output, and cannot be taken back");
    expect(out.equals(right.subarray(0, 30_000))).toBe(true);
  });

  test("has a part of the first version only, of a file that changes", async () => {
    const rules = [{ cut: { afterBytes: 30_000, by: "fin" as const } }, { skip: 2, version: 2 }];
    const { code, out } = await run({ rules }, "-o", "-");
    expect(code).toBe(4);
    expect(out.equals(right.subarray(0, 30_000))).toBe(true);
  });

  test("says in the end that it was not what was expected", async () => {
    const { code, out } = await run({}, "-o", "-", "--checksum", `sha256:${"0".repeat(64)}`);
    expect([code, out.length]).toEqual([3, sizeBytes]);
  });
});

describe("a name", () => {
  const url = "http://a/film.mkv";
  const fileOf = (...words: string[]) => parseCommand([url, ...words])?.options.file;

  test("is within --dir, unless it says where it is itself", async () => {
    expect(fileOf("-o", "b.mkv", "-d", "films")).toBe(join("films", "b.mkv"));
    expect(fileOf("-o", "b.mkv")).toBe("b.mkv");
    expect(fileOf("-o", "/b.mkv", "-d", "films")).toBe("/b.mkv");
    expect(fileOf("-d", "films")).toBeUndefined();
    const { code, left } = await run({}, "-o", "b.mkv", "-d", "films");
    expect([code, left, await readdir(join(folder, "films"))]).toEqual([0, ["films"], ["b.mkv"]]);
  });

  test.each(["", "films/", ".", "films/.."])("%j is none, which is said at once", (name) => {
    expect(() => fileOf("-o", name)).toThrow(UsageError);
    expect(() => fileOf("-o", name)).toThrow(
      `Expected the name of a file for --output, got “${name}”; a folder goes with --dir.`,
    );
  });

  test("of a folder is not empty, and workers have no standard output of ours", () => {
    expect(() => fileOf("-d", "")).toThrow("Expected a folder for --dir, got “”.");
    expect(() => fileOf("-o", "-", "--queue", "redis://a")).toThrow(
      "Expected no --output - with --queue.",
    );
  });
});

describe.skipIf(process.platform === "win32")("what is no regular file", () => {
  const isRoot = process.getuid?.() === 0;
  const make: Record<string, (file: string) => unknown> = {
    "a named pipe": (file) => execFileSync("mkfifo", [file]),
    "a symbolic link": (file) => symlink("/dev/null", file),
    "a socket": async (file) => {
      const listener = createServer().listen(file);
      await once(listener, "listening");
      listener.unref();
    },
    // Only root may make one, and only where the container lets it.
    "a device": (file) => isRoot && spawnSync("mknod", [file, "c", "1", "3"]),
  };

  test.each(Object.keys(make))("such as %s, is never replaced", async (what) => {
    server = await startFaultServer({ sizeBytes });
    const file = join(folder, "file.bin");
    await make[what]?.(file);
    const before = await lstat(file).catch(() => undefined);
    if (!before) return;
    const refusal = { kind: "refused", message: `${file} is ${what}, which is never replaced` };
    const options = { file, overwrite: true };
    await expect(download(server.url, options)).rejects.toMatchObject(refusal);
    const plain = download(server.url, { file });
    await expect(plain).rejects.toThrow(`${file} exists; choose another name`);
    const job = { folder, jobId: "a-0", url: server.url, file: "file.bin", overwrite: true };
    await expect(new JobFolder(job).begin({ resume: true })).rejects.toMatchObject(refusal);
    const after = await lstat(file);
    expect([after.ino, after.mode]).toEqual([before.ino, before.mode]);
    expect(await readdir(folder)).toEqual(["file.bin"]);
  });

  test("is not replaced either if it comes while we download", async () => {
    server = await startFaultServer({ sizeBytes });
    const file = join(folder, "file.bin");
    await writeFile(file, "old");
    let isMade = false;
    const replacing = download(server.url, {
      file,
      overwrite: true,
      onEvent(event) {
        if (event.type !== "bytes" || isMade) return;
        isMade = true;
        execFileSync("sh", ["-c", `rm "${file}" && mkfifo "${file}"`]);
      },
    });
    await expect(replacing).rejects.toThrow("is a named pipe, which is never replaced");
    expect((await lstat(file)).isFIFO()).toBe(true);
    expect(await readFile(`${file}.part`)).toHaveLength(sizeBytes);
  });
});
