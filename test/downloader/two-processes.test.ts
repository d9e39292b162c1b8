// Two downloads of one file at the same time: the second says so, and takes over only from the dead.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contentOf, type GatedServer, startGatedServer } from "./gated-server.ts";
import { type Program, startProgram } from "./start-program.ts";

const sizeBytes = 200_000;
const gateAt = 100_000;

let folder: string;
let server: GatedServer;
const programs: Program[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-two-"));
  server = await startGatedServer(sizeBytes, gateAt);
});
afterEach(async () => {
  for (const { child, code } of programs.splice(0)) {
    child.kill("SIGKILL");
    await code;
  }
  server.close();
  await rm(folder, { recursive: true });
});

function download(...words: string[]): Program {
  const program = startProgram([`${server.origin}/film.mkv`, "-c", "1", ...words], folder);
  programs.push(program);
  return program;
}

const readFilm = () => readFile(join(folder, "film.mkv"));

test("of two versions, the first is complete and whole, and the second says who has the file", async () => {
  const first = download();
  await server.whenAsked(1);
  server.version = 2;
  const [second, third] = [download(), download("--json", "--overwrite")];
  expect([await second.code, await third.code]).toEqual([6, 6]);
  expect(second.out).toMatchObject({
    said: "",
    complained: `${server.origin}/film.mkv: film.mkv is being downloaded by another process; try again when that has ended\n`,
  });
  expect(JSON.parse(third.out.text)).toEqual({
    url: `${server.origin}/film.mkv`,
    type: "failed",
    kind: "in-use",
    reason: "film.mkv is being downloaded by another process; try again when that has ended",
  });
  server.open();
  expect([await first.code, first.out.complained]).toEqual([0, ""]);
  expect((await readFilm()).equals(contentOf(1, sizeBytes))).toBe(true);
  expect(await readdir(folder)).toEqual(["film.mkv"]);
});

test("one that was killed does not keep the file: the next one goes on from what it had", async () => {
  const chunk = ["--chunk", "16K"];
  const killed = download(...chunk);
  // With the fifth range on its way, at most one before it is not claimed.
  await server.whenAsked(5);
  killed.child.kill("SIGKILL");
  await killed.code;
  // It may have been killed while it wrote its journal anew.
  const left = (await readdir(folder)).filter((name) => name !== "film.mkv.part.json.tmp");
  expect(left.sort()).toEqual(["film.mkv.part", "film.mkv.part.json", "film.mkv.part.lock"]);
  const askedBefore = server.asked.length;
  server.open();
  const next = download(...chunk);
  expect([await next.code, next.out.complained]).toEqual([0, ""]);
  expect((await readFilm()).equals(contentOf(1, sizeBytes))).toBe(true);
  expect(await readdir(folder)).toEqual(["film.mkv"]);
  const from = /^bytes=(\d+)-/.exec(String(server.asked[askedBefore]?.range))?.[1];
  expect(Number(from)).toBeGreaterThanOrEqual(3 * 16_384);
});

test("under other names, or in other folders, they do not mind each other", async () => {
  const first = download();
  await server.whenAsked(1);
  const others = [download("-o", "other.mkv"), download("-d", "new")];
  await server.whenAsked(3);
  server.open();
  expect(await Promise.all([first, ...others].map(({ code }) => code))).toEqual([0, 0, 0]);
  expect((await readdir(folder)).sort()).toEqual(["film.mkv", "new", "other.mkv"]);
});
