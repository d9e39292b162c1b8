// Keeps on disk what was worked out of a text, since every start would work it out again.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeWhole } from "./compile-cache.mjs";

// Written like this, the compiler does not replace it: the folder of the compiled program, which is
// another one as soon as its code or a package changes.
const { url: ownUrl } = import.meta;
const isCompiled = !ownUrl.endsWith("/workbook/remember.ts");

/**
 * What `work` makes of `text`, a value that JSON can hold: kept under `name`, a file's, until another
 * text comes. A program that is not compiled keeps nothing.
 */
export async function remember<Value>(
  name: string,
  text: string,
  work: () => Promise<Value>,
): Promise<Value> {
  if (!isCompiled) return await work();
  const file = fileURLToPath(new URL(`${name}.json`, ownUrl));
  const kept = readKept<Value>(file);
  if (kept?.text === text) return kept.value;
  const value = await work();
  try {
    writeWhole(file, JSON.stringify({ text, value }));
  } catch {
    // It costs time only.
  }
  return value;
}

function readKept<Value>(file: string): { text: string; value: Value } | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
