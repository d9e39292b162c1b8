// As many connections and files at once as one likes, without a warning of too many listeners.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { contentOf, type GatedServer, startGatedServer } from "./gated-server.ts";
import { startProgram } from "./start-program.ts";

const sizeBytes = 256 * 1024;

let folder: string;
let server: GatedServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-connections-"));
  server = await startGatedServer(sizeBytes, 0);
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

test.each([
  { files: 1, words: ["-c", "16", "--chunk", "16K"], atOnce: 16 },
  { files: 2, words: ["-c", "8", "--chunk", "16K", "--limit-rate", "2M"], atOnce: 16 },
  { files: 16, words: ["-j", "16", "-c", "1", "--limit-rate", "8M"], atOnce: 16 },
])("$files files by $words: nothing is complained of", async ({ files, words, atOnce }) => {
  const names = Array.from({ length: files }, (_, number) => `${number}.bin`);
  const urls = names.map((name) => `${server.origin}/${name}`);
  const { code, out } = startProgram([...urls, ...words], folder);
  // All of them wait for bytes now, and then for their turn to be fast.
  await server.whenAsked(atOnce);
  server.open();
  expect({ code: await code, complained: out.complained }).toEqual({ code: 0, complained: "" });
  for (const name of names) {
    expect((await readFile(join(folder, name))).equals(contentOf(1, sizeBytes))).toBe(true);
  }
});
