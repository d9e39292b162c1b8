// Keeps the verdicts on mutants, so that a run that was broken off goes on, and grades only what has changed.

import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { VerdictKind } from "#workbook/checker/verdict.ts";

export interface KeptVerdict {
  kind: VerdictKind;
  sentence: string;
  ms: number;
}

/** A file with a verdict a line. The last line may be torn. */
export class KeptVerdicts {
  readonly #file: string;
  readonly #verdicts = new Map<string, KeptVerdict>();

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const verdict = /^\{.*\}$/.test(line) ? JSON.parse(line) : undefined;
      if (verdict) this.#verdicts.set(verdict.key, verdict);
    }
  }

  find(key: string): KeptVerdict | undefined {
    return this.#verdicts.get(key);
  }

  keep(key: string, { kind, sentence, ms }: KeptVerdict): void {
    const verdict = { key, kind, sentence, ms: Math.round(ms) };
    this.#verdicts.set(key, verdict);
    appendFileSync(this.#file, `\n${JSON.stringify(verdict)}`);
  }
}

export function hash(...texts: string[]): string {
  const sum = createHash("sha256");
  for (const text of texts) sum.update(`${text.length}:${text}`);
  return sum.digest("hex");
}

/** The hash of files and of all files of the course that they name, as imports do; wherever the course lies. */
export function hashWithImports(root: string, files: readonly string[]): string {
  const texts = new Map<string, string>();
  const open = [...files];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (texts.has(file)) continue;
    const text = readFileSync(file, "utf8");
    texts.set(file, text);
    for (const [, name = ""] of text.matchAll(/["'`]((?:\.{1,2}|#\w+)\/[^"'`\n]+)["'`]/g)) {
      const found = locate(root, file, name);
      if (found) open.push(found);
    }
  }
  const named = [...texts].map(([file, text]) => [relative(root, file), text]);
  return hash(...named.sort().flat());
}

function locate(root: string, from: string, name: string): string | undefined {
  const folders: Record<string, string> = {
    "#solution": "solutions",
    "#lesson": "lessons",
    "#workbook": "workbook",
  };
  const [first = "", ...rest] = name.split("/");
  if (first.startsWith("#") && !folders[first]) return undefined;
  const folder = folders[first];
  const file = folder ? join(root, folder, ...rest) : resolve(dirname(from), name);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}
