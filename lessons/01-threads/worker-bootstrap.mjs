// The first code of a thread started by start-worker.ts: makes `.ts` loadable, then loads the entry.

import { readFileSync } from "node:fs";
import module, { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [entryHref, threadName] = process.argv.splice(2, 2);
const entryFile = fileURLToPath(entryHref);
// What the entry would find there had it been started directly.
process.argv[1] = entryFile;

// Two variables are a contract with workbook/checker (its README lists all four). In the process of an answer
// INTERLEAVE_JOURNAL is a file in which every thread that sleeps too long is reported, and INTERLEAVE_ANSWER is the
// answer's JSON: each import of its `specifier` loads its `file`. Elsewhere neither is set.
if (process.env.INTERLEAVE_JOURNAL) {
  const { nameThread } = await import("../../workbook/checker/answer/report-sleepers.mjs");
  if (threadName) nameThread(threadName);
}

/** @type {{ specifier: string, file: string } | undefined} */
const answer = process.env.INTERLEAVE_ANSWER
  ? JSON.parse(process.env.INTERLEAVE_ANSWER)
  : undefined;

if (process.features.typescript) {
  if (answer) replaceAnswerByHooks();
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
    if (!String(error?.message).includes("Top-level await")) throw error;
    await loadAsModule();
  }
}

/** About 80 ms on Node 20: no second thread for loader hooks. */
function loadByRequire() {
  const require = createRequire(import.meta.url);
  require("tsx/cjs/api").register();
  if (answer) {
    const resolveFilename = module._resolveFilename;
    module._resolveFilename = function (request, ...rest) {
      if (request === answer.specifier) return answer.file;
      return resolveFilename.call(this, request, ...rest);
    };
  }
  require(entryFile);
}

/** 125 to 350 ms on Node 20, and the only way to top-level await and `import()` of `.ts`. */
async function loadAsModule() {
  const { register } = await import("tsx/esm/api");
  register();
  if (answer) replaceAnswerByHooks();
  await import(entryHref);
}

function replaceAnswerByHooks() {
  const { specifier } = answer;
  const url = pathToFileURL(answer.file).href;
  if (module.registerHooks) {
    module.registerHooks({
      resolve: (wanted, context, next) => next(wanted === specifier ? url : wanted, context),
    });
    return;
  }
  const hooks = `export const resolve = (wanted, context, next) =>
    next(wanted === ${JSON.stringify(specifier)} ? ${JSON.stringify(url)} : wanted, context);`;
  module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
