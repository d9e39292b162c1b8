// The explorer as a package: packed, installed into an empty project, run there by Node, by Vitest and in a browser's worker.

import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Exploration, Refinement } from "#workbook/explorer/index.ts";
import { browserIsMissing, chromiumFile, openBrowser, openPage } from "../../browser.ts";
import { repositoryRoot } from "../toy-course.ts";
import { installExplorer } from "./installed-explorer.ts";

let folder: string;
/** What plain Node finds with what is installed. */
let foundInNode: {
  programs: (Exploration & { expected: string })[];
  structures: Refinement[];
};
const inFolder = (file: string): string => join(folder, file);

beforeAll(async () => {
  folder = await installExplorer();
  const print = `
    await import("interleave/explorer");
    console.log((await import("./explore-all.js")).exploreAll());`;
  const words = ["--input-type=module", "-e", print];
  const maxBuffer = 2 ** 28;
  const text = execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8", maxBuffer });
  foundInNode = JSON.parse(text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  status: string;
  failureMessages: string[];
}

/** What Vitest tells of the tests below a folder. */
function runTests(root: string): Told[] {
  const linked = inFolder("node_modules/vitest");
  if (!existsSync(linked)) symlinkSync(join(repositoryRoot, "node_modules/vitest"), linked, "dir");
  const vitest = join(repositoryRoot, "node_modules/vitest/vitest.mjs");
  const words = [vitest, "run", "--reporter=json", "--root", root];
  const { stdout } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  const { testResults } = JSON.parse(stdout) as { testResults: { assertionResults: Told[] }[] };
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

it("brings the explorer, its types and how it is used, and no other package", () => {
  expect(readdirSync(inFolder("node_modules")).filter((name) => !name.startsWith("."))).toEqual([
    "interleave",
  ]);
  const own = inFolder("node_modules/interleave");
  const files = readdirSync(own, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(own, join(parentPath, name)).replaceAll("\\", "/"));
  expect(files.filter((file) => !file.startsWith("dist/explorer/")).sort()).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
    "workbook/explorer/README.md",
    "workbook/start.mjs",
  ]);
});

it("says in one sentence that the workbook is elsewhere", () => {
  const start = inFolder("node_modules/interleave/workbook/start.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [start], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^This package holds the explorer alone: .*\n$/);
});

it("gives every known program and structure its verdict in plain Node", () => {
  const { programs, structures } = foundInNode;
  expect(programs.length).toBeGreaterThan(100);
  for (const { name, verdict, expected } of programs)
    expect([name, verdict]).toEqual([name, expected]);
  const [right, deaf] = structures;
  expect([right?.refused, deaf?.refused?.exploration.message]).toEqual([
    undefined,
    expect.stringContaining("sleeps forever"),
  ]);
});

it("has types that need neither Node's nor any other package's", () => {
  writeFileSync(
    inFolder("typed.ts"),
    `import { explore, type Exploration } from "interleave/explorer";
const { verdict }: Exploration = explore({ name: "", memory: { a: 1 }, threads: [(m) => m.a[0]++] });
// @ts-expect-error There is no such verdict.
export const wrong = verdict === "fine";
// @ts-expect-error There is no such cell.
explore({ name: "", memory: { a: 1 }, threads: [(m) => m.b[0]++] });
`,
  );
  const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");
  const options = "--strict --noEmit --target es2023 --module nodenext --types".split(" ");
  const words = [tsc, ...options, "", "--lib", "es2023,es2024.sharedmemory", "typed.ts"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  expect(stdout).toBe("");
});

it("serves the tests of the README, with the matcher", () => {
  const readme = readFileSync(join(repositoryRoot, "workbook/explorer/README.md"), "utf8");
  const section = /## In your own tests\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const tests = [...section.matchAll(/```ts (\S+)\n([\s\S]*?)```/g)];
  for (const [, name = "", code = ""] of tests) writeFileSync(inFolder(name), code);
  const told = runTests(folder);
  expect(told.map(({ status }) => status).sort()).toEqual(["failed", "passed"]);
  const message = told.flatMap(({ failureMessages }) => failureMessages).join();
  const promised = /```text\n([\s\S]*?)\n```/.exec(section)?.[1] ?? "nothing";
  expect(message).toContain(promised);
  // The rows name lines of the test's file.
  expect(message).toMatch(/lock\.test\.ts:\d+/);
});

describe("a lock of somebody's own, as lesson 09 shows it", () => {
  const ownCode = new URL("./own-code/", import.meta.url);
  const lock = readFileSync(new URL("ticket-lock.ts", ownCode), "utf8");
  const tests = readFileSync(new URL("test-of-ticket-lock.ts", ownCode), "utf8");

  it.each([
    ["passes", lock, "passed", ""],
    // The one that is woken may have another number than the next.
    [
      "fails when it wakes one thread of several",
      lock.replace("notify(this.cells, served)", "notify(this.cells, served, 1)"),
      "failed",
      "Threads 2 and 3 sleep forever",
    ],
  ])("%s", (_, code, status, message) => {
    const project = inFolder("own-code");
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "ticket-lock.ts"), code);
    writeFileSync(join(project, "ticket-lock.test.ts"), tests);
    const [told] = runTests(project);
    expect(told?.failureMessages.join()).toContain(message);
    expect(told?.status).toBe(status);
  });
});

describe.skipIf(chromiumFile === undefined)(`in Chromium's worker (${browserIsMissing})`, () => {
  let browser: Browser;
  let server: Server;
  let page: Page;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const file = join(folder, "node_modules/interleave/dist/explorer", request.url ?? "");
      const isScript = file.endsWith("js");
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? readFileSync(file) : "<!doctype html>");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    browser = await openBrowser();
    page = await openPage(browser);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** The first thing that a new worker answers. */
  const ask = async (question: string): Promise<string> =>
    await page.evaluate<string>(`new Promise((resolve, reject) => {
      globalThis.worker = new Worker("/worker.js", { type: "module" });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage("${question}");
    })`);

  it("runs without shared memory", async () => {
    expect(await ask("shared memory")).toBe("undefined");
  });

  it("finds what it finds in Node: verdicts, schedules, lines and tables", async () => {
    expect(JSON.parse(await ask("all"))).toEqual(foundInNode);
  });

  it("is ended by the page where a thread never comes back", async () => {
    expect(await ask("endless")).toBe("begins");
    const ended = await page.evaluate(`new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      setTimeout(() => { worker.terminate(); resolve("ended by the page"); }, 300);
    })`);
    expect(ended).toBe("ended by the page");
    // The page is alive.
    expect(await ask("shared memory")).toBe("undefined");
  });
});
