// Loads modules of the course from their texts: types are stripped, each line stays where it was, and stacks name the file.

import { type Transform, transform } from "sucrase";
import { courseRoot, type Sources } from "../messages.ts";
import { resolveSpecifier } from "../specifiers.ts";

/** A file is no TypeScript. */
export class NotTypeScript extends Error {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JavaScript that the engine refused without a place. */
  readonly code: string | undefined;

  constructor(
    file: string,
    { line, column }: { line: number; column: number },
    message: string,
    code?: string,
  ) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
    this.code = code;
  }
}

export type Exports = Record<string, unknown>;
type Load = (
  require: (specifier: string) => unknown,
  exports: Exports,
  import_meta: { url: string },
) => void;

const transforms: Transform[] = ["typescript", "imports"];
/** An engine would send one to the top level, which is inside a function here. */
const misplacedAwait = "here, `await` may stand in an async function only";

export class Modules {
  readonly #sources: Sources;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #wrap: (exports: Exports, path: string) => Exports;
  readonly #loaded = new Map<string, Exports>();

  /**
   * @param wrap what importers get of a file
   * @param given modules that are there already, by the names that others import them by, such as `vitest`, or by
   * their paths in the course
   */
  constructor(
    sources: Sources,
    given: Readonly<Record<string, unknown>>,
    wrap: (exports: Exports, path: string) => Exports = (exports) => exports,
  ) {
    this.#sources = sources;
    this.#given = given;
    this.#wrap = wrap;
  }

  /**
   * The exports of a file of the course.
   *
   * @throws NotTypeScript, or whatever it throws itself
   */
  load(path: string): Exports {
    const known = this.#loaded.get(path);
    if (known) return known;
    const text = this.#sources[path];
    if (text === undefined) throw new Error(`there is no \`${path}\` on this site`);
    const exports: Exports = {};
    this.#loaded.set(path, exports);
    const file = `${courseRoot}/${path}`;
    const run = compile(path, text);
    run((specifier) => this.#import(specifier, path), exports, { url: `file://${file}` });
    return exports;
  }

  #import(specifier: string, from: string): unknown {
    if (Object.hasOwn(this.#given, specifier)) return this.#given[specifier];
    const path = resolveSpecifier(specifier, from);
    if (path === undefined)
      throw new Error(`it imports \`${specifier}\`, which the terminal has and a browser has not`);
    if (Object.hasOwn(this.#given, path)) return this.#given[path];
    return this.#wrap(this.load(path), path);
  }
}

/** @throws NotTypeScript */
export function compile(path: string, text: string): Load {
  let code: string;
  try {
    // Of the same length, so that no column moves.
    const plain = text.replaceAll("import.meta", "import_meta");
    code = transform(plain, { transforms, disableESTransforms: true, filePath: path }).code;
  } catch (error) {
    const { loc, message } = error as Error & { loc?: { line: number; column: number } };
    const plain = message.replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new NotTypeScript(path, loc ?? { line: 1, column: 1 }, plain);
  }
  const wrapped = `(function (require, exports, import_meta) {${code}\n})`;
  try {
    // Indirect: it sees nothing of ours.
    // biome-ignore lint/security/noGlobalEval: this is what loads modules.
    // biome-ignore lint/complexity/noCommaOperator: an indirect eval.
    return (0, eval)(`${wrapped}\n//# sourceURL=${courseRoot}/${path}`);
  } catch (error) {
    // Firefox tells the place.
    const {
      message,
      lineNumber = 0,
      columnNumber = 0,
    } = error as Error & {
      lineNumber?: number;
      columnNumber?: number;
    };
    const place = { line: lineNumber, column: columnNumber };
    const why = /^await is only valid/.test(message) ? misplacedAwait : message;
    throw new NotTypeScript(path, place, why, lineNumber === 0 ? wrapped : undefined);
  }
}
