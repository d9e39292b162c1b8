// The one place that writes the site, and that knows whether what it wrote is still true.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import type { SiteFiles } from "./site.ts";

/** Written last and removed first: no half of a site is taken for a whole one. Its time says when the making began. */
const lastName = "index.html";

/**
 * Makes the folder anew.
 *
 * @param begunAt before the sources were read: what changes after it is newer than the site
 */
export function writeSite(folder: string, files: SiteFiles, begunAt: Date): void {
  const lastFile = join(folder, lastName);
  rmSync(lastFile, { force: true });
  rmSync(folder, { recursive: true, force: true });
  const paths = [...files.keys()].filter((path) => path !== lastName);
  for (const path of [...paths, lastName]) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files.get(path) ?? "");
  }
  utimesSync(lastFile, begunAt, begunAt);
}

/** The site as it was written, unless a source has changed since, or a folder of sources; undefined then. */
export function readKeptSite(folder: string, sources: readonly string[]): SiteFiles | undefined {
  const lastFile = join(folder, lastName);
  if (!existsSync(lastFile)) return undefined;
  const { mtimeMs } = statSync(lastFile);
  const parts = sources.filter((source) => existsSync(source)).flatMap(listAll);
  if (parts.some((part) => statSync(part).mtimeMs >= mtimeMs)) return undefined;
  const files = listAll(folder).filter((file) => statSync(file).isFile());
  return new Map(
    files.map((file) => [
      file.slice(folder.length + 1).replaceAll(sep, "/"),
      readFileSync(file, "utf8"),
    ]),
  );
}

/** A file, or a folder with all that is in it. */
function listAll(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: "utf8" });
  return [path, ...names.map((name) => join(path, name))];
}
