// What code uses of the explorer without importing it: a page shows parts of files, without their first lines.

import * as explorer from "../../explorer/index.ts";

/** The message of an error, with the line that is missing if it is about a name that the explorer exports. */
export function nameImport(message: string): string {
  // Safari has words of its own.
  const unknown = /^(\w+) is not defined$|^Can't find variable: (\w+)$/.exec(message);
  const name = unknown?.[1] ?? unknown?.[2];
  if (name === undefined || !Object.hasOwn(explorer, name)) return message;
  return `${message}. Import it: \`import { ${name} } from "#workbook/explorer/index.ts";\``;
}
