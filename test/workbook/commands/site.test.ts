// The site as a command: it writes the pages, and serves them until it is interrupted.

import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeToyCourse, repositoryRoot } from "../toy-course.ts";
import { startLive } from "./live-program.ts";
import { runWorkbook, startFile, workbookEnvironment } from "./workbook.ts";

const toy = makeToyCourse();
afterAll(() => toy.remove());
const pages = ["01-sums/index.html", "01-sums/quiz.html", "index.html", "playground.html"];

test("--build writes the pages, without what an earlier one has left", async () => {
  toy.write("site/02-gone/index.html", "an old lesson");
  const { code, stdout } = await runWorkbook(toy, "site --build");
  expect([code, stdout]).toEqual([
    0,
    "Wrote 12 files into site/: put that folder on any static host.\n",
  ]);
  const written = readdirSync(join(toy.root, "site"), { recursive: true, encoding: "utf8" });
  expect(written.filter((name) => name.endsWith(".html")).sort()).toEqual(pages);
  expect(toy.read("site/01-sums/index.html")).toContain("Welcome to the toy lesson.");
});

test("it serves the pages on this machine, and Ctrl-C ends it", async () => {
  const served = startLive(process.execPath, [startFile, "site", "--port", "0"], {
    cwd: repositoryRoot,
    env: workbookEnvironment(toy),
  });
  await served.waitFor("Ctrl-C ends it.");
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(served.output())?.[0] ?? "";
  const ask = async (path: string, method = "GET") => {
    const response = await fetch(new URL(path, url), { method });
    return [response.status, response.headers.get("content-type"), await response.text()] as const;
  };
  for (const path of pages) {
    expect(await ask(path)).toEqual([200, "text/html; charset=utf-8", toy.read(`site/${path}`)]);
  }
  expect((await ask("01-sums/"))[2]).toBe(toy.read("site/01-sums/index.html"));
  expect((await ask("site.js"))[1]).toBe("text/javascript; charset=utf-8");
  for (const path of ["nothing.html", "%2e%2e/package.json", "%", "__proto__"])
    expect((await ask(path))[0], path).toBe(404);
  expect((await ask("index.html", "POST"))[0]).toBe(405);
  served.kill("SIGINT");
  expect((await served.end()).code).toBe(0);
});

test("a port that is in use, or none, gets a sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const taken = await runWorkbook(toy, `site --port ${port}`);
  other.close();
  expect([taken.code, taken.stderr]).toEqual([
    1,
    `Port ${port} is in use. Name another one: npm start -- site --port 4181\n`,
  ]);
  const wrong = await runWorkbook(toy, "site --port 70000");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("Expected a port from 0 to 65535 after `--port`, got `70000`.");
});

test("a folder that cannot be written gets a sentence", async () => {
  const other = makeToyCourse();
  other.write("site", "somebody's notes");
  const { code, stderr } = await runWorkbook(other, "site --build");
  other.remove();
  expect([code, stderr]).toEqual([
    1,
    `Cannot write ${join(other.root, "site")}: a file lies where a folder belongs, or the other way round; move it away and try again.\n`,
  ]);
});
