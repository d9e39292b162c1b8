// What the names of imports mean, on disk and in a browser.

/** The path in the course of what a file imports; undefined if it is none of the course's files. */
export function resolveSpecifier(specifier: string, from: string): string | undefined {
  const [, kind, rest] = /^#(exercise|solution|lesson|workbook)\/(.*)$/.exec(specifier) ?? [];
  if (kind !== undefined) return `${kind === "workbook" ? kind : `${kind}s`}/${rest}`;
  if (!/^\.\.?\//.test(specifier)) return undefined;
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
