// What a text imports by name.

export interface NamedImport {
  /** As its module exports it. */
  name: string;
  /** As the text calls it. */
  local: string;
  specifier: string;
  /** It is imported for types alone. */
  isType: boolean;
}

export function listNamedImports(text: string): NamedImport[] {
  const imports = text.matchAll(/^import\s+(type\s+)?\{([^}]*)\}\s*from\s*["']([^"']+)["']/gm);
  return [...imports].flatMap(([, allTypes, list = "", specifier = ""]) =>
    [...list.matchAll(/(type\s+)?([\w$]+)(?:\s+as\s+([\w$]+))?/g)].map(
      ([, type, name = "", local = name]) => {
        return { name, local, specifier, isType: (allTypes ?? type) !== undefined };
      },
    ),
  );
}
