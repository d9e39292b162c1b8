// The pages' own script, in one piece: a plain script, which a browser loads even from a folder without a server.

import { fileURLToPath } from "node:url";
import { loadEsbuild } from "../compile.mjs";

const entry = fileURLToPath(new URL("client/client.ts", import.meta.url));

export async function bundleScript(): Promise<string> {
  const esbuild = loadEsbuild();
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    charset: "utf8",
    tsconfigRaw: {},
    write: false,
    logLevel: "silent",
  });
  await esbuild.stop();
  return outputFiles.map(({ text }) => text).join("");
}
