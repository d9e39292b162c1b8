// What the system's words about files mean.

const meanings: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a part of that path is a file and no folder",
  EISDIR: "that is a folder",
  EEXIST: "a file of that name is there",
  EACCES: "you have no right to",
  EPERM: "the system does not allow it",
  EROFS: "this disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  EFBIG: "the file would be larger than this disk takes",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
};

/** Such as `the disk is full (ENOSPC)`; of any other error, its own message. */
export function explainDisk(error: unknown): string {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const meaning = meanings[code ?? ""];
  return meaning === undefined ? (message ?? String(error)) : `${meaning} (${code})`;
}
