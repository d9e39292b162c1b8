// Shows how two texts differ that are the same but for one place.

/** The lines that go and those that come, with a line before and one behind. */
export function renderDiff(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const isSame = (one?: string, other?: string) => one !== undefined && one === other;
  let same = 0;
  while (isSame(old[same], now[same])) same++;
  let [oldEnd, nowEnd] = [old.length, now.length];
  while (oldEnd > same && nowEnd > same && isSame(old[oldEnd - 1], now[nowEnd - 1])) {
    oldEnd--;
    nowEnd--;
  }
  return [
    ...mark(" ", old.slice(Math.max(0, same - 1), same)),
    ...mark("-", old.slice(same, oldEnd)),
    ...mark("+", now.slice(same, nowEnd)),
    ...mark(" ", old.slice(oldEnd, oldEnd + 1)),
  ].join("\n");
}

function mark(sign: string, lines: string[]): string[] {
  return lines.map((line) => `${sign}${line}`.trimEnd());
}
