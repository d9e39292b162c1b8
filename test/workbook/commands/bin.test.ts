// `npx interleave …` in the course's folder: the same program, with nothing of npm's on its output.

import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startFaultServer } from "#lesson/09-downloader/chaos/fault-server.ts";
import { repositoryRoot } from "../toy-course.ts";
import { startFile } from "./workbook.ts";

test("the program can be run by its name", () => {
  const { bin } = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"));
  expect(join(repositoryRoot, bin.interleave)).toBe(startFile);
  expect(readFileSync(startFile, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  if (process.platform !== "win32") expect(statSync(startFile).mode & 0o111).toBe(0o111);
});

test.skipIf(process.platform === "win32")("its output is a clean pipe", async () => {
  const server = await startFaultServer({ sizeBytes: 10 });
  const words = ["--no-install", "interleave", "download", "--json", "--info", server.url];
  // From a folder within it, too.
  const cwd = join(repositoryRoot, "lessons");
  const { stdout } = await promisify(execFile)("npx", words, { cwd });
  await server.close();
  expect(stdout.endsWith("}\n")).toBe(true);
  expect(JSON.parse(stdout)).toEqual({
    url: server.url,
    type: "info",
    file: "file.bin",
    resource: expect.objectContaining({ sizeBytes: 10, acceptsRanges: true, etag: '"v1"' }),
    isResumable: true,
  });
});
