// Compiles the explorer into dist/, for `npm pack`: plain modules that Node and browsers load as they are, and their types.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const require = createRequire(createRequire(import.meta.url).resolve("tsx"));
const outdir = path("dist/explorer");

rmSync(outdir, { recursive: true, force: true });
await require("esbuild").build({
  entryPoints: [path("workbook/explorer/index.ts"), path("workbook/explorer/matcher.ts")],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  external: ["vitest"],
  tsconfigRaw: {},
  logLevel: "warning",
});
const tsc = path("node_modules/typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", path("workbook/explorer/tsconfig.types.json")], {
  stdio: "inherit",
});
