// Puts our own lines into the stack of compiled code, so that a report of a mistake says where it is.

import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The stack with every frame that lies beside a source map as that map says. */
export function mapStack(stack: string): string {
  return stack.replace(/(file:\/\/[^\s()]+):(\d+):(\d+)/g, (frame, url, line, column) => {
    const mapFile = `${fileURLToPath(url)}.map`;
    if (!existsSync(mapFile)) return frame;
    const map = new SourceMap(JSON.parse(readFileSync(mapFile, "utf8")));
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return frame;
    const source = resolve(dirname(mapFile), entry.originalSource);
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
