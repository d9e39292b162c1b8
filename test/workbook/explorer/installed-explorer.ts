// An empty project with the explorer installed as others install it, and the known programs beside it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repositoryRoot } from "../toy-course.ts";

const explorer = "./node_modules/interleave/dist/explorer/index.js";

/** Answers what the page asks. */
const worker = `
import { explore } from "./index.js";
import { exploreAll } from "./explore-all.js";

const endless = { name: "endless", memory: { cell: 1 }, threads: [() => { for (;;); }] };
self.onmessage = ({ data }) => {
  if (data === "all") postMessage(exploreAll());
  if (data === "shared memory") postMessage(typeof SharedArrayBuffer);
  if (data === "endless") {
    postMessage("begins");
    postMessage(explore(endless).verdict);
  }
};
`;

/** Packs, installs without a network and without scripts, and returns the project's folder. */
export async function installExplorer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "interleave-package-"));
  npm(["pack", "--pack-destination", folder], repositoryRoot);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(["install", "--offline", "--ignore-scripts", `./interleave-${version()}.tgz`], folder);
  const require = createRequire(createRequire(import.meta.url).resolve("tsx"));
  const { build } = require("esbuild") as typeof import("esbuild");
  await build({
    entryPoints: [join(import.meta.dirname, "explore-all.ts")],
    outdir: folder,
    bundle: true,
    format: "esm",
    tsconfigRaw: {},
    plugins: [
      {
        name: "installed-explorer",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^#workbook\/explorer\/index\.ts$/ }, () => ({
            path: explorer,
            external: true,
          })),
      },
    ],
  });
  // A website may have all of its scripts in one folder.
  const website = join(folder, dirname(explorer));
  const bundled = readFileSync(join(folder, "explore-all.js"), "utf8");
  writeFileSync(join(website, "explore-all.js"), bundled.replaceAll(explorer, "./index.js"));
  writeFileSync(join(website, "worker.js"), worker);
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
