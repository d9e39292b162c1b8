// Runs a TypeScript file that is no part of the program, in this process: with the program's own explorer, and with the author's lines.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { acceptTypeScript, compileScenario, isCompiled } from "../compile.mjs";

/**
 * The exports of `file`, with all that it imports. It may lie in any folder, also in one whose package is not made of ECMAScript modules.
 * Rejects with whatever stands in the way.
 */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  // Where the author's lines are, however the file is loaded.
  process.setSourceMapsEnabled(true);
  const compiled = await compileScenario(file);
  return compiled === undefined ? await importSource(file) : await import(compiled);
}

async function importSource(file: string): Promise<Record<string, unknown>> {
  if (isCompiled) await acceptTypeScript();
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    // Node 20 takes such a file for CommonJS, and tsx cannot import that from here.
    if (!String((error as Error).message).includes("require()")) throw error;
    (await import("tsx/cjs/api")).register();
    return createRequire(import.meta.url)(file);
  }
}
