// Asks git what a stub was before a learner edited it, and whether a text was ever the course's.

import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";

/** What git knows of a file: `edited` since the last commit, as committed, or nothing at all. */
type GitAnswer =
  | { kind: "edited"; committed: Buffer }
  | { kind: "as-committed" }
  | { kind: "unknown" };

/** Asks git about a file in the working tree. Never throws; no git and no repository is `unknown`. */
export function askGit(file: string): GitAnswer {
  const folder = dirname(file);
  const path = `./${basename(file)}`;
  // With the filters of a checkout, or every line would differ where git makes CRLF of LF.
  const committed = runGit(folder, ["cat-file", "--filters", `HEAD:${path}`]);
  if (committed.status !== 0) return { kind: "unknown" };
  const diff = ["diff", "--quiet", "--no-ext-diff", "--no-textconv", "HEAD", "--", path];
  const { status } = runGit(folder, diff);
  if (status === 0) return { kind: "as-committed" };
  if (status === 1) return { kind: "edited", committed: committed.stdout };
  return { kind: "unknown" };
}

/** Whether git holds `content`, as a version of `file` then or now. Without git it does not. */
export function isInGit(file: string, content: Uint8Array): boolean {
  const folder = dirname(file);
  const path = `--path=${basename(file)}`;
  const hash = runGit(folder, ["hash-object", path, "--stdin"], content);
  if (hash.status !== 0) return false;
  return runGit(folder, ["cat-file", "-e", hash.stdout.toString().trim()]).status === 0;
}

function runGit(folder: string, commandLine: string[], input: Uint8Array = new Uint8Array()) {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_LAZY_FETCH: "1",
  };
  // A git hook that runs the workbook sets these, and they name another repository.
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"])
    delete environment[name];
  const timeout = 5_000;
  return spawnSync("git", commandLine, {
    cwd: folder,
    env: environment,
    timeout,
    windowsHide: true,
    input,
    stdio: ["pipe", "pipe", "ignore"],
  });
}
