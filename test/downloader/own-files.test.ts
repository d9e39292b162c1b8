// What a download has beside its target: nothing that others put there is taken for its own.

import { execFileSync } from "node:child_process";
import { link, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { toSafeName } from "#lesson/09-downloader/file/file-name.ts";
import { download } from "#solution/09-downloader/download.ts";

const sizeBytes = 40_000;
const [first, second] = [1, 2].map((version) => readSource(createSource(1, version, sizeBytes)));
const options = { connections: 1, chunkBytes: 16_384, retries: 0 };

let folder: string;
let file: string;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-own-"));
  file = join(folder, "file.bin");
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await rm(folder, { recursive: true });
});

async function serve(script: Parameters<typeof startFaultServer>[0]): Promise<FaultServer> {
  const server = await startFaultServer(script);
  closers.push(() => server.close());
  return server;
}

describe("a name from outside is none of ours", () => {
  test.each([
    ["film.part", "film_part"],
    ["film.part.json", "film_part.json"],
    ["film.part.json.tmp", "film_part.json.tmp"],
    ["film.part.lock", "film_part.lock"],
    ["FILM.PART.JSON", "FILM_part.JSON"],
    ["film.part.j\u017fon", "film_part.j\u017fon"],
    ["film.part.loc\u212a", "film_part.loc\u212a"],
    ["film.part.", "film_part"],
    ["film.part%2ejson", "film_part.json"],
    ["x/film.part", "film_part"],
    ["film.part.part", "film.part_part"],
    // Cut to 200 bytes, it would end as a journal does.
    [`${"a".repeat(190)}.part${"b".repeat(9)}.json`, `${"a".repeat(190)}_part.json`],
    // These are none.
    ["film.part1.rar", "film.part1.rar"],
    ["film.part.rar", "film.part.rar"],
    ["spare.parts", "spare.parts"],
  ])("%s becomes %s", (name, safe) => {
    expect(toSafeName(name)).toBe(safe);
  });

  test("so what a server has planted is not continued", async () => {
    const honest = await serve({ sizeBytes });
    const lie = Buffer.alloc(sizeBytes, "planted ");
    const journal = JSON.stringify({
      ...{ version: 1, url: honest.url, etag: '"v1"', sizeBytes },
      ranges: [{ start: 0, end: sizeBytes }],
    });
    const planted: Record<string, Buffer> = {
      "file.bin.part": lie,
      "file.bin.part.json": Buffer.from(journal),
    };
    const evil = await listen(
      createServer({ keepAliveTimeout: 0 }, ({ url = "" }, response) => {
        const name = url.slice(1);
        response.setHeader("content-disposition", `attachment; filename="${name}"`);
        response.end(planted[name]);
      }),
    );
    for (const name of Object.keys(planted)) {
      await download(`${evil}/${name}`, { ...options, folder });
    }
    expect((await readdir(folder)).sort()).toEqual(["file.bin_part", "file.bin_part.json"]);
    await download(honest.url, { ...options, folder });
    expect((await readFile(file)).equals(first ?? lie)).toBe(true);
  });
});

test("a journal is not believed beside a file that it is not of, whatever it says", async () => {
  const server = await serve({ sizeBytes });
  const lie = Buffer.alloc(sizeBytes, "planted ");
  await writeFile(`${file}.part`, lie);
  // As long as ours, and of a file of the same folder: a copy of what a run of ours has left.
  const { ino } = await stat(folder);
  const state = { version: 1, url: server.url, part: String(ino), etag: '"v1"', sizeBytes };
  const journal = JSON.stringify({ ...state, ranges: [{ start: 0, end: sizeBytes }] });
  await writeFile(`${file}.part.json`, journal);
  const told: string[] = [];
  await download(server.url, {
    ...options,
    file,
    onEvent: (event) => event.type === "restart" && told.push(event.reason),
  });
  expect(told).toEqual(["the journal is not of the bytes that are there"]);
  expect((await readFile(file)).equals(first ?? lie)).toBe(true);
});

test("a file with both names is not touched under the other, when it is to be replaced", async () => {
  const once = await serve({ sizeBytes });
  await download(once.url, { ...options, file });
  // So a run leaves it that is killed between the two.
  await link(file, `${file}.part`);
  const other = await serve({
    sizeBytes,
    rules: [{ version: 2 }, { method: "GET", cut: { afterBytes: 9_999, by: "fin" } }],
  });
  const failing = download(other.url, { ...options, file, overwrite: true });
  await expect(failing).rejects.toMatchObject({ kind: "transient" });
  expect((await readFile(file)).equals(first ?? Buffer.alloc(0))).toBe(true);
  const good = await serve({ sizeBytes, rules: [{ version: 2 }] });
  await download(good.url, { ...options, file, overwrite: true });
  expect((await readFile(file)).equals(second ?? Buffer.alloc(0))).toBe(true);
  expect(await readdir(folder)).toEqual(["file.bin"]);
});

test.skipIf(process.platform === "win32")(
  "a pipe in the place of the part is an error",
  async () => {
    const server = await serve({ sizeBytes });
    execFileSync("mkfifo", [`${file}.part`]);
    await expect(download(server.url, { ...options, file })).rejects.toMatchObject({
      kind: "disk",
      message: `cannot look at ${file}.part: it is no regular file`,
    });
    expect(await readdir(folder)).toEqual(["file.bin.part"]);
  },
);

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
