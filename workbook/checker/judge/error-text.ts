// Reads the errors of a run: what to say of one, and which of the learner's lines it points at.

import type { RunError } from "../messages.ts";
import type { SourcePlace } from "../verdict.ts";
import type { About } from "./obstacle.ts";
import { sayPlainly } from "./plain-words.ts";

export function describeError(about: About, error: RunError): string {
  const missing = /^(\w+) is not a (?:function|constructor)/.exec(error.message)?.[1];
  if (missing && !exportsName(about.source ?? "", missing))
    return `${displayName(about.root, about.answerFile)} exports no \`${missing}\``;
  const message = error.message.split("\n")[0] ?? "";
  const isPlain = !error.name || error.name === "AssertionError" || error.name === "Error";
  return isPlain ? sayPlainly(message) : `${error.name}: ${message}`;
}

/** Vitest says so when an answer calls process.exit in a fork. */
export function exitCodeOf(error: RunError): string | undefined {
  return /process\.exit unexpectedly called with "(.*)"/.exec(error.message)?.[1];
}

export function isThrownValue(error: RunError): boolean {
  return error.stack === undefined || error.message.startsWith("Unknown Error: ");
}

export function placeOf(about: About, error: RunError): { place?: SourcePlace } {
  const frame = error.frames.find((candidate) => candidate.file === withSlashes(about.answerFile));
  if (!frame) return {};
  const file = displayName(about.root, frame.file);
  return { place: { file, line: frame.line, column: frame.column } };
}

export function placeInStack(about: About, stack: string): SourcePlace | undefined {
  const name = withSlashes(about.answerFile);
  const frame = stack.split("\n").find((line) => decode(line).includes(`${name}:`));
  const position = /:(\d+):(\d+)\)?$/.exec(frame ?? "");
  if (!position) return undefined;
  const file = displayName(about.root, about.answerFile);
  return { file, line: Number(position[1]), column: Number(position[2]) };
}

/** A file of the course by its path in it, any other by its whole path. */
export function displayName(root: string, file: string): string {
  const [folder, path] = [`${withSlashes(root)}/`, withSlashes(file)];
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** A URL's escapes, read. */
function decode(line: string): string {
  try {
    return decodeURIComponent(line);
  } catch {
    return line;
  }
}

export function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function exportsName(source: string, name: string): boolean {
  const declared = new RegExp(
    `export\\s+(?:async\\s+)?(?:abstract\\s+)?(?:function\\*?|class|const|let|var)\\s+${name}\\b`,
  );
  return declared.test(source) || new RegExp(`export\\s*\\{[^}]*\\b${name}\\b`).test(source);
}
