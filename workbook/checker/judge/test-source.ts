// Counts the tests that a test file declares, by its text: what must have run for a pass.

/**
 * The number of calls of `test` and `it` at the start of a line, whatever their modifiers. A `test.each` counts
 * once, so this is a lower bound.
 */
export function countTests(source: string): number {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, "");
  return withoutComments.match(/^[ \t]*(?:test|it)(?:\.\w+)*\s*[(`]/gm)?.length ?? 0;
}
