// Reads the errors of a run: what to say of one, and which of the learner's lines it points at.

import type { RunError } from "../messages.ts";
import { positionOf } from "../position-of.ts";
import type { SourcePlace } from "../verdict.ts";
import type { About } from "./obstacle.ts";
import { sayPlainly } from "./plain-words.ts";

export function describeError(about: About, error: RunError): string {
  const missing = findMissingExport(about, error);
  if (missing) return `${displayName(about.root, about.answerFile)} exports no \`${missing}\``;
  const message = error.message.split("\n")[0] ?? "";
  const isPlain = !error.name || error.name === "AssertionError" || error.name === "Error";
  return isPlain ? sayPlainly(message) : `${error.name}: ${message}`;
}

/** The name that the tests import, and that is not there: they call it, or ask it for something. */
export function findMissingExport(about: About, error: RunError): string | undefined {
  if (error.name !== "TypeError") return undefined;
  const called = /^(\w+) is not a (?:function|constructor)/.exec(error.message)?.[1];
  const names = called ? [called] : (about.imported ?? []);
  return names.find((name) => !exportsName(about.source ?? "", name));
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
  if (frame) {
    const file = displayName(about.root, frame.file);
    return { place: { file, line: frame.line, column: frame.column } };
  }
  // Nobody has read the stack of an error that reached no test, and what is no Error has none.
  const isUnread = error.frames.length === 0 && error.stack !== undefined;
  const place = isUnread ? placeInStack(about, error.stack ?? "") : placeOfThrow(about, error);
  return place ? { place } : {};
}

/** Where the answer throws just this value, written out, if that is one place only. */
function placeOfThrow(about: About, error: RunError): SourcePlace | undefined {
  if (!isThrownValue(error)) return undefined;
  const value = error.message.replace(/^Unknown Error: /, "").replace(/^"(.*)"$/, "$1");
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return placeOfOnly(about, `\\b(?:throw|reject\\()\\s*(["'\`]?)${literal}\\1\\s*[;)}\\n]`);
}

/** Of the one place in the answer that matches; undefined if there is none, or more than one. */
export function placeOfOnly(about: About, pattern: string): SourcePlace | undefined {
  const source = about.source ?? "";
  const [only, another] = source.matchAll(new RegExp(pattern, "g"));
  if (!only || another) return undefined;
  const file = displayName(about.root, about.answerFile);
  return { file, ...positionOf(source, only.index) };
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
