// Says what an assertion of Vitest found in the words of a verdict: expected this, got that.

const comparisons = [" to be ", " to deeply equal ", " to strictly equal "];

/** "visits: expected +0 to be 2 // Object.is equality" becomes "visits: expected 2, got 0". Other messages stay as they are. */
export function sayPlainly(message: string): string {
  const whole = message.replace(/ \/\/ Object\.is equality$/, "");
  const isEquality =
    whole !== message || /to (deeply|strictly) equal |to be undefined$/.test(whole);
  const start = whole.search(/\bexpected /);
  if (!isEquality || start === -1) return whole;
  const words = whole.slice(start + "expected ".length);
  for (const comparison of comparisons) {
    const at = findOutsideQuotes(words, comparison);
    if (at === -1 || words.slice(0, at).endsWith(" not")) continue;
    const [got, expected] = [words.slice(0, at), words.slice(at + comparison.length)];
    return `${whole.slice(0, start)}expected ${dropSigns(expected)}, got ${dropSigns(got)}`;
  }
  return whole;
}

const quoted = /'(?:\\.|[^'\\])*'/;

function findOutsideQuotes(text: string, wanted: string): number {
  return text.replace(new RegExp(quoted, "g"), (words) => "'".repeat(words.length)).indexOf(wanted);
}

/** Vitest tells +0 from -0; who expects a 0 has no use for the sign. */
function dropSigns(value: string): string {
  return value.replace(new RegExp(`${quoted.source}|\\+0\\b`, "g"), (part) =>
    part === "+0" ? "0" : part,
  );
}
