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

/** Not Shiki's whole bundle, and no WebAssembly, which starts more slowly under tsx. */
export async function loadShiki(theme: ThemeInput): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  return createHighlighterCore({
    engine: createJavaScriptRegexEngine(),
    langs: [
      import("shiki/langs/typescript.mjs"),
      import("shiki/langs/shellscript.mjs"),
      import("shiki/langs/json.mjs"),
    ],
    themes: [theme],
  });
}
