// What a test file declares, by its text: the tests that must have run for a pass, and the names that it takes from the answer.

/**
 * The number of calls of `test` and `it` at the start of a line, whatever their modifiers. A `test.each` counts
 * once, so this is a lower bound.
 */
export function countTests(source: string): number {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\//g, "");
  return withoutComments.match(/^[ \t]*(?:test|it)(?:\.\w+)*\s*[(`]/gm)?.length ?? 0;
}

/** The names, not of types alone, that it imports from the module `specifier`. */
export function listImports(source: string, specifier: string): string[] {
  const imports = source.matchAll(/^import \{([^}]*)\} from "([^"]*)";/gm);
  const names = [...imports].flatMap(([, list = "", from]) =>
    from === specifier ? list.split(",").map((name) => name.trim()) : [],
  );
  return names
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((name) => name.replace(/ as .*/, ""));
}
