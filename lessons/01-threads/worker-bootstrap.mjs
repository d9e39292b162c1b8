// The first code of a thread started by start-worker.ts: makes `.ts` loadable, then loads the entry.

import { readFileSync } from "node:fs";
import module, { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [entryHref = "", threadName] = process.argv.splice(2, 2);
const entryFile = fileURLToPath(entryHref);
// What the entry would find there had it been started directly.
process.argv[1] = entryFile;

// Two variables are a contract with workbook/checker (its README lists them all). In the process of an answer
// INTERLEAVE_JOURNAL names the journal, beside which every thread says that it goes to sleep, and INTERLEAVE_ANSWER is the
// answer's JSON: each import of its `specifier` loads its `file`. Elsewhere neither is set.
if (process.env.INTERLEAVE_JOURNAL) {
  const { nameThread } = await import("../../workbook/checker/answer/report-sleepers.mjs");
  if (threadName) nameThread(threadName);
}

/** @typedef {{ specifier: string, file: string }} Answer */
/** @type {Answer | undefined} */
const answer = process.env.INTERLEAVE_ANSWER
  ? JSON.parse(process.env.INTERLEAVE_ANSWER)
  : undefined;

if ("typescript" in process.features && process.features.typescript) {
  if (answer) replaceByHooks(answer);
  await import(entryHref);
} else if (!/\.[mc]?ts$/.test(entryFile)) {
  await import(entryHref);
} else if (/\bimport\s*\(/.test(readFileSync(entryFile, "utf8"))) {
  await loadAsModule();
} else {
  try {
    loadByRequire();
  } catch (error) {
    // The entry uses top-level await, which `require` cannot load. Nothing of it has run yet; but
    // if one of its imports does the awaiting, the imports before that one run a second time.
    if (!(error instanceof Error && error.message.includes("Top-level await"))) throw error;
    await loadAsModule();
  }
}

/** About 80 ms on Node 20: no second thread for loader hooks. */
function loadByRequire() {
  const require = createRequire(import.meta.url);
  require("tsx/cjs/api").register();
  if (answer) replaceByRequire(answer);
  require(entryFile);
}

/** 125 to 350 ms on Node 20, and the only way to top-level await and `import()` of `.ts`. */
async function loadAsModule() {
  const { register } = await import("tsx/esm/api");
  register();
  if (answer) replaceByHooks(answer);
  await import(entryHref);
}

/** @param {Answer} answer */
function replaceByRequire({ specifier, file }) {
  // `require` looks for every file by this function of its own.
  const resolveFilename = Reflect.get(module, "_resolveFilename");
  /** @type {(wanted: string, ...rest: unknown[]) => string} */
  const resolve = (wanted, ...rest) =>
    wanted === specifier ? file : Reflect.apply(resolveFilename, module, [wanted, ...rest]);
  Reflect.set(module, "_resolveFilename", resolve);
}

/** @param {Answer} answer */
function replaceByHooks({ specifier, file }) {
  const url = pathToFileURL(file).href;
  if ("registerHooks" in module && typeof module.registerHooks === "function") {
    /** @type {<Context>(wanted: string, context: Context, next: (wanted: string, context: Context) => unknown) => unknown} */
    const resolve = (wanted, context, next) => next(wanted === specifier ? url : wanted, context);
    module.registerHooks({ resolve });
    return;
  }
  const hooks = `export const resolve = (wanted, context, next) =>
    next(wanted === ${JSON.stringify(specifier)} ? ${JSON.stringify(url)} : wanted, context);`;
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
