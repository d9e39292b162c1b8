// What the compiled program keeps between two starts is believed only for the text that it came from.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileFiles } from "#workbook/compile.mjs";
import { runNode } from "../run-program.ts";
import { makeToyCourse, repositoryRoot } from "./toy-course.ts";

const toy = makeToyCourse();
const folder = mkdtempSync(join(tmpdir(), "remembers-"));
afterAll(() => {
  toy.remove();
  rmSync(folder, { recursive: true });
});

describe("a compiled program", () => {
  let program = "";
  beforeAll(async () => {
    const file = join(folder, "asks.ts");
    const source = join(repositoryRoot, "workbook", "remember.ts");
    // By its folder, no other run has the program that this one compiles.
    writeFileSync(
      file,
      `import { remember } from ${JSON.stringify(source)};
      const [text = ""] = process.argv.slice(2);
      const work = async () => (console.log("works"), text.toUpperCase());
      console.log(await remember("shout", text, work), ${JSON.stringify(folder)}.length > 0);`,
    );
    program = (await compileFiles([file], "test")).get(file) ?? "";
  });

  const ask = async (text: string): Promise<string> =>
    (await runNode([program, text], { cwd: folder })).stdout;

  it("works a text out once", async () => {
    expect(await ask("one")).toBe("works\nONE true\n");
    expect(await ask("one")).toBe("ONE true\n");
  });

  it("works another text out anew", async () => {
    expect(await ask("two")).toBe("works\nTWO true\n");
    expect(await ask("one")).toBe("works\nONE true\n");
  });

  it("does not believe half a file", async () => {
    await ask("one");
    writeFileSync(join(dirname(program), "shout.json"), `{ "text": "one", "val`);
    expect(await ask("one")).toBe("works\nONE true\n");
  });

  it("leaves nothing but what it keeps", async () => {
    await ask("one");
    expect(readdirSync(dirname(program)).filter((name) => !name.includes(".mjs"))).toEqual([
      "shout.json",
    ]);
  });
});

describe("the list of lessons", () => {
  it("has the title that a page was given since", async () => {
    const list = async (): Promise<string> => {
      const env = { ...process.env, INTERLEAVE_COURSE: toy.root, NO_COLOR: "1" };
      const start = join(repositoryRoot, "workbook", "start.mjs");
      return (await runNode([start, "list"], { cwd: toy.root, env })).stdout;
    };
    expect(await list()).toContain("Sums");
    const page = "lessons/01-sums/README.md";
    toy.write(page, toy.read(page).replace("title: Sums", "title: Products"));
    expect(await list()).toContain("Products");
  });
});
