// The program runs compiled, and nobody can tell: lines, imports and edits are as without that.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { compileFiles } from "#workbook/compile.mjs";
import { prune } from "#workbook/compile-cache.mjs";
import { mapStack } from "#workbook/map-stack.ts";
import { runNode } from "../run-program.ts";
import { startFile } from "./commands/workbook.ts";
import { repositoryRoot } from "./toy-course.ts";

let folder = "";
const folders: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "a scenario of somebody "));
  folders.push(folder);
});
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

const scenario = (rounds: string, head = ""): string => `${head}
interface Counter {
  counter: Int32Array;
  more: number;
}

function increment(
  m: Counter,
): void {
  for (let i = 0; i < ${rounds}; i++) Atomics.store(m.counter, 0, Atomics.load(m.counter, 0) + 1);
}

export default {
  name: "lost update",
  memory: { counter: 1 },
  threads: { count: 2, run: increment },
  final: (m: Counter) => m.counter[0] === 2 * ${rounds},
};
`;

async function explore(name = "scenario.ts"): Promise<string> {
  const { stdout, stderr } = await runNode([startFile, "explore", join(folder, name)], {
    cwd: repositoryRoot,
    env: { ...process.env, INTERLEAVE_COURSE: folder, NO_COLOR: "1" },
  });
  return stdout + stderr;
}

describe("a scenario explored by the compiled program", () => {
  it("is shown with the lines of its TypeScript", async () => {
    writeFileSync(join(folder, "scenario.ts"), scenario("1"));
    const printed = await explore();
    expect(printed).toContain("At the end, `final` does not hold.");
    expect(printed).toContain("10: counter 0 → 1");
  });

  it("may import its own files and packages", async () => {
    const packageFolder = join(folder, "node_modules", "rounds");
    mkdirSync(packageFolder, { recursive: true });
    writeFileSync(join(packageFolder, "package.json"), `{ "type": "module", "main": "one.js" }`);
    writeFileSync(join(packageFolder, "one.js"), "export const one = 1;");
    writeFileSync(join(folder, "two.ts"), "export const two: number = 2;");
    const head = `import { one } from "rounds"; import { two } from "./two.ts";`;
    writeFileSync(join(folder, "scenario.ts"), scenario("(two - one)", head));
    expect(await explore()).toContain("10: counter 0 → 1");
  });

  it("shares the explorer that it imports, and need not", async () => {
    for (const name of ["index", "explore"]) {
      const url = pathToFileURL(join(repositoryRoot, `workbook/explorer/${name}.ts`)).href;
      const head = `import { explore } from ${JSON.stringify(url)}; void explore;`;
      writeFileSync(join(folder, "scenario.ts"), scenario("1", head));
      expect(await explore()).toContain("At the end, `final` does not hold.");
    }
  });

  it("is compiled anew when a file has changed", async () => {
    const right = `import { run } from "./run.ts"; export default { name: "x", memory: { c: 1 }, threads: [run] };`;
    writeFileSync(join(folder, "scenario.ts"), right);
    writeFileSync(join(folder, "run.ts"), "export const run = () => {};");
    expect(await explore()).toContain("Every schedule of 1 thread holds");
    writeFileSync(join(folder, "run.ts"), "export const run = () => { throw new Error('new') };");
    expect(await explore()).toContain("Thread 1 throws Error: new.");
  });

  it("is explained when it cannot be compiled", async () => {
    writeFileSync(join(folder, "scenario.ts"), "export default {;");
    expect(await explore()).toMatch(/^\S.*scenario\.ts could not be loaded: \S/);
  });
});

describe("files compiled together", () => {
  it("may have one name", async () => {
    const files = ["a", "b"].map((name) => join(folder, name, "same.ts"));
    for (const file of files) {
      mkdirSync(dirname(file));
      writeFileSync(file, `export const own: string = ${JSON.stringify(file)};`);
    }
    const compiled = await compileFiles(files, "test");
    expect([...compiled.keys()]).toEqual(files);
    for (const [file, made] of compiled)
      expect(await import(pathToFileURL(made).href)).toMatchObject({ own: file });
  });

  it("are compiled anew where what was kept cannot be read", async () => {
    const file = join(folder, "kept.ts");
    writeFileSync(file, `export const own: string = ${JSON.stringify(file)};`);
    const made = (await compileFiles([file], "test")).get(file) ?? "";
    const cache = join(dirname(made), "..");
    const manifest = readdirSync(cache)
      .filter((name) => /^test-\w+\.json$/.test(name))
      .find((name) => readFileSync(join(cache, name), "utf8").includes(dirname(made)));
    writeFileSync(join(cache, manifest ?? ""), `{ "version": "v2`);
    expect((await compileFiles([file], "test")).get(file)).toBe(made);
  });

  it("are none where one cannot be compiled", async () => {
    writeFileSync(join(folder, "half.ts"), "export const half = {;");
    expect([...(await compileFiles([join(folder, "half.ts")], "test"))]).toEqual([]);
  });
});

describe("what is kept of a kind", () => {
  it.each([
    ["is found again", false],
    ["is made again of another file", true],
  ])("stays while it is in use: one that %s", async (_, isOther) => {
    // Of which nothing is left: two such files make one and the same result.
    const file = join(folder, "same.ts");
    const other = join(folder, "other", "same.ts");
    mkdirSync(dirname(other));
    for (const each of [file, other]) writeFileSync(each, ";");
    const made = (await compileFiles([file], "used")).get(file) ?? "";
    const cache = join(dirname(made), "..");
    const list = () => readdirSync(cache).filter((name) => name.startsWith("used-"));
    try {
      for (const name of list()) utimesSync(join(cache, name), 1e9, 1e9);
      for (let number = 0; number < 50; number++) writeFileSync(join(cache, `used-${number}`), "");
      const again = isOther ? other : file;
      expect((await compileFiles([again], "used")).get(again)).toBe(made);
      prune(cache, "used");
      expect(existsSync(made)).toBe(true);
    } finally {
      for (const name of list()) rmSync(join(cache, name), { recursive: true });
    }
  });

  const write = (name: string, time: number): void => {
    writeFileSync(join(folder, name), "");
    utimesSync(join(folder, name), time, time);
  };

  it("is the newest, though other processes take their drafts away meanwhile", () => {
    for (let number = 0; number < 50; number++) write(`test-${number}`, 1e9 + number);
    write("other-0", 1e9);
    // As a draft that is gone between the list and the look at its time.
    symlinkSync(join(folder, "gone"), join(folder, "test-1.json.7.draft"));
    prune(folder, "test");
    const numbers = readdirSync(folder)
      .map((name) => /^test-(\d+)$/.exec(name)?.[1] ?? "none")
      .filter((number) => number !== "none");
    expect(numbers.map(Number).sort((x, y) => x - y)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 10),
    );
    expect(existsSync(join(folder, "other-0"))).toBe(true);
  });
});

describe("the stack of a mistake of ours", () => {
  it("names our lines, not those of what was compiled", () => {
    const compiled = join(folder, "compiled.mjs");
    const map = { version: 3, names: [], sources: ["ours.ts"], mappings: ";;AACA" };
    writeFileSync(`${compiled}.map`, JSON.stringify(map));
    const { href } = pathToFileURL(compiled);
    expect(mapStack(`Error: x\n    at list (${href}:3:1)\n    at node:internal/x:1:2`)).toBe(
      `Error: x\n    at list (${join(folder, "ours.ts")}:2:1)\n    at node:internal/x:1:2`,
    );
  });
});
