// Words of a command that is to be copied, as the learner's shell takes them.

/** Bash reads `(` as its own, `?` as a pattern, and `!` as its history even between double quotes. */
export function quoteForShell(word: string, platform = process.platform): string {
  if (/^[\w./:@-]+$/.test(word)) return word;
  return platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** @param of What the schedule broke, where others broke by the same code. */
export function replayCommand(code: string, of?: string): string {
  return ["npm start -- replay", ...(of === undefined ? [] : [of]), code]
    .map((word, index) => (index === 0 ? word : quoteForShell(word)))
    .join(" ");
}
