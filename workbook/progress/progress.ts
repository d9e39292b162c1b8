// Keeps a learner's progress in one file that no crash halves and no second terminal overwrites.

import { existsSync, readFileSync, renameSync } from "node:fs";
import { replaceDurably } from "./durable.ts";
import { errorCode, explainSystemError, ProgressError } from "./errors.ts";
import { withLock } from "./lock.ts";
import { lockFile, progressFile, timeStamp } from "./paths.ts";
import { emptyProgress, type ParsedProgress, type Progress, parseProgress } from "./shape.ts";

export { ProgressError } from "./errors.ts";
export * from "./shape.ts";

interface ProgressAnswer {
  progress: Progress;
  /** One sentence to show the learner: an unfit file was set aside, and where it is now. */
  notice?: string;
}

interface ProgressOptions {
  /** How long to wait for another terminal that is writing. */
  waitMs?: number;
  now?: () => Date;
}

/**
 * The progress of the course at `root`; an empty one if nothing is kept yet.
 * Takes no lock and writes nothing, except to set an unfit file aside.
 * Throws `ProgressError` if the file is there and cannot be read.
 */
export function readProgress(root: string, options: ProgressOptions = {}): ProgressAnswer {
  const file = progressFile(root);
  const parsed = parseFile(file);
  if (parsed.kind === "fit") return { progress: parsed.progress };
  try {
    return withLock(lockFile(root), () => readOrSetAside(file, options), options.waitMs);
  } catch (error) {
    if (!(error instanceof ProgressError)) throw error;
    const notice = `${complaint(file, parsed)}, and it could not be moved aside: ${error.message}`;
    return { progress: emptyProgress(), notice };
  }
}

/**
 * Reads the progress, lets `change` alter it and writes it, with every other terminal kept out
 * meanwhile. If `change` throws, nothing is written. Returns the progress as written.
 * Throws `ProgressError` if the folder cannot be written or another terminal does not let go.
 */
export function updateProgress(
  root: string,
  change: (progress: Progress) => void,
  options: ProgressOptions = {},
): ProgressAnswer {
  const file = progressFile(root);
  const work = () => {
    const answer = readOrSetAside(file, options);
    const before = JSON.stringify(answer.progress);
    change(answer.progress);
    if (JSON.stringify(answer.progress) === before) return answer;
    const text = `${JSON.stringify(answer.progress, null, 2)}\n`;
    const parsed = parseProgress(text);
    // What we would not read again we must not write: the learner's other passes are in there.
    if (parsed.kind === "corrupt") throw new Error(`Refusing to save progress: ${parsed.fault}.`);
    replaceDurably(file, text);
    return answer;
  };
  return withLock(lockFile(root), work, options.waitMs);
}

/** Needs the lock: without it, the file set aside could be a good one just written. */
function readOrSetAside(file: string, options: ProgressOptions): ProgressAnswer {
  const parsed = parseFile(file);
  if (parsed.kind === "fit") return { progress: parsed.progress };
  const aside = `${file}.${parsed.kind}-${timeStamp(options.now?.() ?? new Date())}`;
  let free = aside;
  for (let count = 2; existsSync(free); count += 1) free = `${aside}-${count}`;
  renameSync(file, free);
  const notice = `${complaint(file, parsed)}; it is kept as ${free}, and the workbook starts fresh.`;
  return { progress: emptyProgress(), notice };
}

function complaint(file: string, parsed: Exclude<ParsedProgress, { kind: "fit" }>): string {
  if (parsed.kind === "corrupt")
    return `The progress file ${file} cannot be used (${parsed.fault})`;
  return `The progress file ${file} was written by a newer workbook (format ${parsed.version})`;
}

/** A missing file is an empty one. */
function parseFile(file: string): ParsedProgress {
  try {
    return parseProgress(readFileSync(file, "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return { kind: "fit", progress: emptyProgress() };
    if (errorCode(error) === "EISDIR") return { kind: "corrupt", fault: "it is a folder" };
    throw explainSystemError("read", file, error);
  }
}
