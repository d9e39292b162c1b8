// Finds the loop that a busy thread is in. Which line of it is sampled is chance; where the loop begins is not.

import { parseAst } from "vitest/node";

/** In a source; both counted from 1. */
export interface Position {
  line: number;
  column: number;
}

interface Node {
  type: string;
  start: number;
  end: number;
}

const loops = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;
const functions = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/**
 * Where the outermost loop around `position` of the TypeScript `source` begins, within its own function.
 * Undefined if there is none, or if the source cannot be parsed.
 */
export function findLoopAround(source: string, position: Position): Position | undefined {
  const linesBefore = source.split("\n").slice(0, position.line - 1);
  const offset = [...linesBefore, ""].join("\n").length + position.column - 1;
  let found: Node | undefined;
  try {
    visit(parseAst(source, { lang: "ts" }), undefined);
  } catch {
    return undefined;
  }
  if (!found) return undefined;
  const lines = source.slice(0, found.start).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };

  function visit(value: unknown, outermost: Node | undefined): void {
    if (Array.isArray(value)) for (const item of value) visit(item, outermost);
    else if (isNode(value) && value.start <= offset && offset < value.end) {
      const isFunction = functions.test(value.type);
      const loop = isFunction
        ? undefined
        : (outermost ?? (loops.test(value.type) ? value : undefined));
      found = loop;
      for (const child of Object.values(value)) visit(child, loop);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
