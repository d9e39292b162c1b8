// Code fences: where their code comes from, and the named regions of a source file.

import type { Tokens } from "marked";

/** What stands after the backticks: ` ```ts demos/coffee.ts#kettle `. */
export interface FenceInfo {
  /** The first word, or an empty string. */
  lang: string;
  /** Path from the lesson's folder; from the top of the repository if it starts with `/`. */
  source?: string;
  region?: string;
  /** How a demo's output is compared: exactly, unless one of these is named. */
  mode?: "shape" | "any-order";
  /** Words that mean nothing here. */
  rest: string[];
}

/** A fence of a page. */
export interface Fence extends Omit<FenceInfo, "rest"> {
  code: string;
  /** Line of its opening backticks in the page, from 1. */
  line: number;
  /** Fences of hints may show code that is in no file. */
  inHints: boolean;
}

/** The parts of a fence's info. A word with a dot or a slash is a source; none is an error here. */
export function parseFenceInfo(info: string): FenceInfo {
  const [lang = "", ...words] = info.trim().split(/\s+/);
  const parsed: FenceInfo = { lang, rest: [] };
  for (const word of words) {
    const [source = "", region, ...more] = word.split("#");
    if (/[./]/.test(source) && parsed.source === undefined && region !== "" && more.length === 0) {
      parsed.source = source;
      if (region !== undefined) parsed.region = region;
    } else if ((word === "shape" || word === "any-order") && parsed.source && !parsed.mode) {
      parsed.mode = word;
    } else parsed.rest.push(word);
  }
  return parsed;
}

/** Whether a fence ends with backticks of its own, and not with the document. */
export function isClosed({ raw }: Tokens.Code): boolean {
  return /\n *(`{3,}|~{3,})\s*$/.test(raw);
}

const regionStart = /^\s*\/\/ ?#region\b[ \t]*(.*?)\s*$/;
const regionEnd = /^\s*\/\/ ?#endregion\b/;

/**
 * The lines between `// #region name` and its `// #endregion`, without the indentation they share
 * and without the markers of regions inside.
 *
 * @param file Names the source in errors.
 * @throws Error if there is no such region, more than one, or no end to it.
 */
export function extractRegion(source: string, name: string, file = "the source"): string {
  const lines = source.split(/\r?\n/);
  const starts = lines.flatMap((line, index) =>
    regionStart.exec(line)?.[1] === name ? [index] : [],
  );
  const [start, second] = starts;
  if (start === undefined) {
    const names = lines.flatMap((line) => regionStart.exec(line)?.[1] ?? []);
    const got = names.length > 0 ? `the regions ${names.join(", ")}` : "no regions at all";
    throw new Error(`${file}: expected a line \`// #region ${name}\`, got ${got}`);
  }
  if (second !== undefined) {
    throw new Error(`${file}:${second + 1}: expected one region ${name}, got a second one`);
  }
  let depth = 1;
  const inside: string[] = [];
  for (const line of lines.slice(start + 1)) {
    if (regionStart.test(line)) depth++;
    else if (regionEnd.test(line)) depth--;
    else inside.push(line);
    if (depth === 0) return removeIndentation(inside).join("\n");
  }
  throw new Error(
    `${file}:${start + 1}: expected \`// #endregion\` for the region ${name}, got the end of the file`,
  );
}

/** The line on which a region begins, from 1; undefined if there is none of that name. */
export function firstLineOfRegion(source: string, name: string): number | undefined {
  const start = source.split(/\r?\n/).findIndex((line) => regionStart.exec(line)?.[1] === name);
  return start === -1 ? undefined : start + 2;
}

/** `source` without the lines that mark regions. */
export function withoutRegionMarkers(source: string): string {
  return source
    .split("\n")
    .filter((line) => !regionStart.test(line) && !regionEnd.test(line))
    .join("\n");
}

/** Tabs and spaces at the start that every line has which is not blank. */
export function removeIndentation(lines: string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(shared));
}
