// The names that a download has for itself beside its target, and that no name from outside may be.

/** Its bytes so far. */
export function partOf(target: string): string {
  return `${target}.part`;
}

/** Which of them are there. */
export function journalOf(target: string): string {
  return `${partOf(target)}.json`;
}

/** Which process writes them. */
export function lockOf(target: string): string {
  return `${partOf(target)}.lock`;
}

// `u` beside `i`: on a disk that does not tell upper from lower case, `ſ` may be an `s`, and the Kelvin sign a `k`.
const own = /\.part(?=(?:\.json|\.json\.tmp|\.lock)?$)/iu;

/**
 * The name, or one like it if a download of something else might have it for itself: a server that
 * calls its file `film.part.json` would be heard when we ask what we have of `film`.
 */
export function avoidOwnNames(name: string): string {
  return name.replace(own, "_part");
}
