// What browsers run, from TypeScript: the scripts of the pages, of the playground and of its worker, and the service worker.

import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";
import { loadEsbuild } from "../compile.mjs";

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const outdir = pathOf("out");

const forBrowsers: BuildOptions = {
  bundle: true,
  platform: "browser",
  target: "es2022",
  minify: true,
  charset: "utf8",
  tsconfigRaw: {},
  write: false,
  outdir,
  legalComments: "none",
  logLevel: "silent",
};

/** Scripts by their paths in the site. */
export async function bundleScripts(): Promise<Map<string, string>> {
  const esbuild = loadEsbuild();
  const build = async (options: BuildOptions): Promise<[string, string][]> => {
    const { outputFiles = [] } = await esbuild.build({ ...forBrowsers, ...options });
    return outputFiles.map(({ path, text }) => {
      const name = path.slice(outdir.length + 1).replaceAll("\\", "/");
      return [options.format === "iife" ? name : posix.join("playground", name), text];
    });
  };
  const scripts = await Promise.all([
    // In one piece: a plain script, which a browser loads even from a folder without a server.
    build({ entryPoints: { site: pathOf("client/client.ts") }, format: "iife" }),
    build({ entryPoints: { page: pathOf("../playground/page/index.ts") }, format: "esm" }),
    // Not whole yet, see `renderOffline`.
    build({ entryPoints: { offline: pathOf("client/offline-worker.ts") }, format: "iife" }),
    build({
      entryPoints: { worker: pathOf("../playground/worker/worker.ts") },
      format: "esm",
      // What few tests need is loaded when they do.
      splitting: true,
      alias: { vitest: pathOf("../playground/worker/vitest.ts") },
    }),
  ]);
  await esbuild.stop();
  return new Map(scripts.flat());
}
