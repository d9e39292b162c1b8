// A name that the answer uses and does not have. It is told before anything else: what a test says of it misleads.

import { globals } from "../../course/likeness.ts";
import { findSimilar } from "../../course/similar-name.ts";
import { positionOf } from "../position-of.ts";
import { displayName } from "./error-text.ts";
import { listNamedImports } from "./imports.ts";
import type { About, Obstacle } from "./obstacle.ts";

/** What to say in place of `found`, if that is a ReferenceError of the answer. */
export function findUnknownName(about: About, found: Obstacle): Obstacle | undefined {
  const [, missing, missingInSafari] =
    /ReferenceError: (?:([\w$]+) is not defined|Can't find variable: ([\w$]+))/.exec(
      found.sentence,
    ) ?? [];
  const name = missing ?? missingInSafari;
  const code = blankComments(about.source ?? "");
  const use = name === undefined ? undefined : findUse(code, name);
  if (name === undefined || use === undefined) return undefined;
  const file = displayName(about.root, about.answerFile);
  const place = found.place ?? { file, ...positionOf(code, use) };
  return {
    kind: found.kind,
    sentence: `${file}, line ${place.line}, uses \`${name}\`, which is not defined there: ${advise(about, code, name)}`,
    ...(found.test !== undefined && { test: found.test }),
    place,
  };
}

function advise({ importable = "" }: About, code: string, name: string): string {
  if (declares(code, name)) return "it is declared in another function or block.";
  const known = listNamedImports(importable);
  const specifier = known.find(({ local }) => local === name)?.specifier;
  if (listNamedImports(code).some(({ local }) => local === name)) {
    return `it is imported as a type only. Write \`import { ${name} }\` without \`type\`.`;
  }
  if (specifier !== undefined) return `import it from \`${specifier}\`.`;
  const declared = [...code.matchAll(/\b(?:const|let|var|function|class)\s+([\w$]+)/g)];
  const names = [
    ...declared.map(([, one = ""]) => one),
    ...known.map(({ local }) => local),
    ...globals,
  ];
  const similar = findSimilar(name, names);
  if (similar === undefined) return "it is misspelt, or neither declared nor imported.";
  return `did you mean \`${similar}\`?`;
}

/** Where `code` first uses `name` as a variable, outside of its imports and of the heads of methods. */
function findUse(code: string, name: string): number | undefined {
  const blank = code.replace(
    /^import\b[^;]*;?|^ +(?!if|for|while|switch)[\w #]+\([^;]*\{$/gm,
    blankOut,
  );
  const word = `(?<![\\w$."'\`])${name.replaceAll("$", "\\$")}(?![\\w$"'])`;
  // A type may have the same name: first where only a value can stand.
  const value = new RegExp(`(?<=\\b(?:new|instanceof|extends)\\s+)${word}|${word}(?=\\s*[(.[])`);
  return (value.exec(blank) ?? new RegExp(word).exec(blank))?.index;
}

function declares(code: string, name: string): boolean {
  const literal = name.replaceAll("$", "\\$");
  return new RegExp(`\\b(?:const|let|var|function|class)\\s+${literal}(?![\\w$])`).test(code);
}

function blankComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, blankOut);
}

/** As long, with the same lines: what stands behind it keeps its place. */
function blankOut(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
