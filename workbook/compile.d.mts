// Types of compile.mjs, which is plain JavaScript because it runs before any TypeScript can.

/** Whether the program that runs was compiled by this file. */
export const isCompiled: boolean;
/**
 * What to import to run the `entry` of the program: it compiled, as a URL, or its source where it
 * cannot be compiled. Another `file` may take the entry's place.
 */
export function prepareProgram(entry: "cli" | "runner", file?: string): Promise<string>;
/** The slower way: from now on Node or tsx turns every file into JavaScript as it is loaded. */
export function acceptTypeScript(): Promise<void>;
/**
 * The compiled `file` with everything that it imports, as a URL. Its explorer is that of the running
 * program; undefined if that is not compiled itself, or if the file cannot be compiled.
 */
export function compileScenario(file: string): Promise<string | undefined>;
/**
 * Compiles the `entries`, files by name, into `folder`, with the file of `replacements` wherever one
 * of its specifiers is imported. Resolves to every `#` specifier that was asked for; rejects with
 * esbuild's BuildFailure.
 */
export function compileWith(
  replacements: ReadonlyMap<string, string>,
  entries: Readonly<Record<string, string>>,
  folder: string,
): Promise<Set<string>>;
/** The files of the compiled explorer, by what lessons import; none if the running program is not compiled. */
export function findCompiledExplorer(): Map<string, string>;
/**
 * The compiled `files`, each with everything that it imports, by their own paths: to be run with
 * `--enable-source-maps`. Empty if one of them cannot be compiled. No two of them may have one name.
 * Others of the same `kind` may take their place one day.
 */
export function compileFiles(files: readonly string[], kind?: string): Promise<Map<string, string>>;
