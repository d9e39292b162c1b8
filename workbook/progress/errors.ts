// What stops the workbook from keeping progress: one sentence for the learner, never our stack.

/** Something about the learner's files or folders that they can mend. `message` is one plain sentence. */
export class ProgressError extends Error {
  override name = "ProgressError";
}

const readOnlyCodes = new Set(["EACCES", "EPERM", "EROFS"]);
const fullCodes = new Set(["ENOSPC", "EDQUOT"]);
const inTheWayCodes = new Set(["ENOTDIR", "EEXIST", "EISDIR"]);

/** The code of a system call's error, such as `ENOENT`, or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/**
 * Turns a system error into a `ProgressError` that names the path and the next step.
 * Anything that is not a system error is a bug of ours and comes back unchanged.
 */
export function explainSystemError(verb: "read" | "write", path: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  return new ProgressError(`Cannot ${verb} ${path}: ${reason(verb, code)}.`, { cause: error });
}

/** What `write` returns. Its system errors name `path` and the next step. */
export function explainWriting<Result>(path: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw explainSystemError("write", path, error);
  }
}

function reason(verb: "read" | "write", code: string): string {
  if (readOnlyCodes.has(code) && verb === "write")
    return "the file or its folder is read-only; make it writable and try again";
  if (readOnlyCodes.has(code)) return "its permissions forbid it; make it readable and try again";
  if (fullCodes.has(code)) return "the disk is full; free some space and try again";
  if (inTheWayCodes.has(code))
    return "a file lies where a folder belongs, or the other way round; move it away and try again";
  return `the system answered ${code}`;
}
