// An empty project with the explorer installed as others install it, and the known programs beside it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../toy-course.ts";

const groups = ["litmus", "mutual-exclusion", "locks", "synchronizers", "structures"];

/** `text` is what comes of every known program, but for the time it took and the folders of files. The explorer is imported first, as it must be. */
const all = (explorer: string): string => `
import { explore } from "${explorer}";
import * as programs from "./programs.mjs";

const simple = (key, value) =>
  key === "file" ? value.replace(/^.*\\//, "") : typeof value === "bigint" ? value + "n" : value;
export const text = JSON.stringify(
  Object.values(programs).filter(Array.isArray).flat().map(({ scenario, verdict, options }) => ({
    expected: verdict, ...explore(scenario, options), ms: 0,
  })),
  simple,
);
`;

/** Answers what the page asks. */
const worker = (explorer: string): string => `
import { explore } from "${explorer}";

const endless = { name: "endless", memory: { cell: 1 }, threads: [() => { for (;;); }] };
self.onmessage = async ({ data }) => {
  if (data === "all") postMessage((await import("./all-in-browser.mjs")).text);
  if (data === "shared memory") postMessage(typeof SharedArrayBuffer);
  if (data === "endless") {
    postMessage("begins");
    postMessage(explore(endless).verdict);
  }
};
`;

/** Packs, installs without a network and without scripts, and returns the project's folder. */
export function installExplorer(): string {
  const folder = mkdtempSync(join(tmpdir(), "interleave-package-"));
  npm(["pack", "--pack-destination", folder], repositoryRoot);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(["install", "--offline", "--ignore-scripts", `./interleave-${version()}.tgz`], folder);
  const require = createRequire(createRequire(import.meta.url).resolve("tsx"));
  require("esbuild").buildSync({
    stdin: {
      contents: groups.map((name) => `export * from "./${name}.ts";`).join("\n"),
      resolveDir: join(import.meta.dirname, "programs"),
    },
    bundle: true,
    format: "esm",
    outfile: join(folder, "programs.mjs"),
    tsconfigRaw: {},
  });
  const inBrowser = "./node_modules/interleave/dist/explorer/index.js";
  writeFileSync(join(folder, "all.mjs"), all("interleave/explorer"));
  writeFileSync(join(folder, "all-in-browser.mjs"), all(inBrowser));
  writeFileSync(join(folder, "worker.mjs"), worker(inBrowser));
  return folder;
}

function npm(words: string[], cwd: string): void {
  const path = process.env.npm_execpath;
  const [command, ...before] = path ? [process.execPath, path] : ["npm"];
  execFileSync(command, [...before, ...words, "--loglevel=error"], { cwd, stdio: "pipe" });
}

function version(): string {
  return JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8")).version;
}
