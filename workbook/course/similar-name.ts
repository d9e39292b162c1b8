// "Did you mean …?": the known name that was meant, perhaps.

/** The closest name that goes on, stops short, or differs by a slip of the fingers or two. */
export function findSimilar(name: string, names: readonly string[]): string | undefined {
  const word = name.toLowerCase();
  const ranked = names
    .map((known) => ({ known, distance: distanceBetween(word, known.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return ranked.find(({ known, distance }) => isNear(word, known.toLowerCase(), distance))?.known;
}

function isNear(word: string, known: string, distance: number): boolean {
  const isPart = word.length > 1 && (known.startsWith(word) || word.startsWith(known));
  return isPart || distance <= Math.min(2, Math.floor(word.length / 3));
}

/** Letters put in, left out, mistaken, or turned around with the next: optimal string alignment (Damerau 1964). */
function distanceBetween(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isTurned = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        isTurned ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [before, above] = [above, current];
  }
  return above[to.length] ?? 0;
}
