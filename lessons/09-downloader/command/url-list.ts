// A list of URLs, a line each, and other names for those that would else be called the same.

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { checkUrl, UsageError } from "#lesson/09-downloader/command/read-option.ts";
import { explainDisk } from "#lesson/09-downloader/file/explain-disk.ts";
import { chooseFileName, foldCase, pickFreeName } from "#lesson/09-downloader/file/file-name.ts";

export interface UrlSources {
  urls: readonly string[];
  /** A file with a URL a line; `-` for standard input, until it ends. */
  input: string | undefined;
}

/**
 * Each URL once, in the order in which they came.
 *
 * @throws UsageError if the file cannot be read, for what is no URL, and if there is none at all
 */
export async function collectUrls({ urls, input }: UrlSources): Promise<string[]> {
  if (input === undefined) return [...new Set(urls)];
  const name = input === "-" ? "standard input" : input;
  const all = new Set([...urls, ...parseUrls(await readInput(input, name), name)]);
  if (all.size === 0) throw new UsageError(`Expected URLs in ${name}, got none.`);
  return [...all];
}

/** Empty lines and those that begin with `#` say nothing. Throws UsageError with the line. */
export function parseUrls(list: string, name: string): string[] {
  return list.split(/\r?\n/).flatMap((line, index) => {
    const url = line.trim();
    if (url === "" || url.startsWith("#")) return [];
    const place = `in line ${index + 1} of ${name}`;
    // The parser of URLs would take a space, and whatever follows it, for a part of the name.
    if (/\s/.test(url)) throw new UsageError(`Expected one URL a line, got “${url}” ${place}.`);
    return [checkUrl(url, place)];
  });
}

/**
 * A name for each URL whose last part is that of an earlier one: `cat.png` is followed by
 * `cat-2.png`. The next run of the same list finds the same names.
 *
 * @param urls each one once
 */
export function nameCopies(urls: readonly string[]): Map<string, string> {
  const names = urls.map((url) => chooseFileName(url, undefined));
  const used = new Set(names.map(foldCase));
  const seen = new Set<string>();
  const copies = new Map<string, string>();
  for (const [index, url] of urls.entries()) {
    const name = names[index] ?? "";
    if (seen.has(foldCase(name))) copies.set(url, pickFreeName(name, used));
    seen.add(foldCase(name));
  }
  return copies;
}

async function readInput(input: string, name: string): Promise<string> {
  try {
    // Not at once by `readFileSync`: whoever writes to us may not have written yet.
    return input === "-" ? await text(process.stdin) : await readFile(input, "utf8");
  } catch (error) {
    throw new UsageError(`Expected URLs in ${name}: ${explainDisk(error)}.`, { cause: error });
  }
}
