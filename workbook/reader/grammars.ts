// The languages that fences name, and the Shiki that knows them.

import type { HighlighterCore, ThemeInput } from "shiki/core";

/** The names fences use, and the grammar for each. */
const grammars: Record<string, string> = {
  ts: "typescript",
  typescript: "typescript",
  js: "typescript",
  mjs: "typescript",
  sh: "shellscript",
  bash: "shellscript",
  json: "json",
};

export function findGrammar(language: string): string | undefined {
  return Object.hasOwn(grammars, language) ? grammars[language] : undefined;
}

/** Not Shiki's whole bundle. Oniguruma itself takes half the time of what turns its expressions into JavaScript's. */
export async function loadShiki(theme: ThemeInput): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createOnigurumaEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/oniguruma"),
  ]);
  return createHighlighterCore({
    engine: createOnigurumaEngine(import("shiki/wasm")),
    langs: [
      import("shiki/langs/typescript.mjs"),
      import("shiki/langs/shellscript.mjs"),
      import("shiki/langs/json.mjs"),
    ],
    themes: [theme],
  });
}
