// Scripts of the site, each in one piece: plain scripts, which a browser loads even from a folder without a server.

import { fileURLToPath } from "node:url";
import { loadEsbuild } from "../compile.mjs";

/**
 * @param name of the script that it begins with, in `client/`
 * @param define expressions, by the names that stand for them
 */
export async function bundleScript(
  name: string,
  define: Record<string, string> = {},
): Promise<string> {
  const esbuild = loadEsbuild();
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL(`client/${name}`, import.meta.url))],
    define,
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
