// The downloader when nobody reads what it says: its exit code is 0 only if the file is there.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultScript } from "#lesson/09-downloader/chaos/fault-script.ts";
import { type FaultServer, startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { createSource, readSource } from "#lesson/09-downloader/chaos/source.ts";
import { runNode } from "../run-program.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const programs = {
  "by the workbook": [join(root, "workbook/start.mjs"), "download"],
  alone: ["--import", import.meta.resolve("tsx"), join(root, "solutions/09-downloader/cli.ts")],
};
const sizeBytes = 100_000;
const right = readSource(createSource(1, 1, sizeBytes));

let folder: string;
let server: FaultServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-closed-"));
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

async function serve(script: Partial<FaultScript> = {}): Promise<string> {
  server = await startFaultServer({ sizeBytes, ...script });
  return server.url;
}

describe.each(Object.entries(programs))("%s", (_, start) => {
  function run(...words: string[]) {
    const env = { ...process.env, NO_COLOR: "1", INIT_CWD: folder };
    return runNode([...start, ...words], { cwd: folder, env, isUnread: true });
  }

  test.each([[], ["--json"]])("%s: the file comes all the same", async (...words) => {
    const { code, stderr } = await run(await serve(), ...words);
    expect([code, stderr]).toEqual([0, ""]);
    expect((await readFile(join(folder, "file.bin"))).equals(right)).toBe(true);
    expect(await readdir(folder)).toEqual(["file.bin"]);
  });

  test("what fails, fails", async () => {
    const { code } = await run(await serve({ rules: [{ status: 404 }] }), "--json");
    expect([code, await readdir(folder)]).toEqual([1, []]);
  });

  test.each([["-o", "-"], ["--info"]])(
    "%s: what was asked for is on standard output, and is not there",
    async (...words) => {
      const { code, stderr } = await run(await serve(), ...words);
      expect(code).toBe(5);
      expect(stderr).toMatch(
        /^(standard output: .*\n)?http:\S+: cannot write to .*: write EPIPE\n$/,
      );
    },
  );

  test.skipIf(process.platform !== "linux")(
    "a full disk under its lines stops nothing",
    async () => {
      const words = [...start, await serve(), "--json"].map((word) => `'${word}'`).join(" ");
      const child = spawn("sh", ["-c", `exec '${process.execPath}' ${words} > /dev/full`], {
        env: { ...process.env, INIT_CWD: folder },
        cwd: folder,
      });
      await once(child, "close");
      expect((await readFile(join(folder, "file.bin"))).equals(right)).toBe(true);
      expect(await readdir(folder)).toEqual(["file.bin"]);
    },
  );
});
