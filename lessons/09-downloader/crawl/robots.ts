// What a server lets crawlers fetch: its robots.txt, read as RFC 9309 says.

import { crawlerName } from "#lesson/09-downloader/crawl/open-page.ts";
import type { Loaded } from "#lesson/09-downloader/crawl/page.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { isRedirect, readLocation } from "#lesson/09-downloader/http/http-client.ts";

export interface Robots {
  allows(url: string): boolean;
}

interface PathRule {
  isAllowed: boolean;
  /** In it, `*` is anything, and a `$` at the end is the end. */
  pattern: string;
}

const everything: Robots = { allows: () => true };
const nothing: Robots = { allows: () => false };
const maxRedirects = 5;

/**
 * Asks an origin, such as `http://localhost:8080`, for its robots.txt, and goes where its redirects lead,
 * to other hosts too. Where there is none (4xx), everything is allowed; where the server does not
 * say (5xx, no answer, or one that is too slow or too large), nothing.
 *
 * @throws only what `load` throws that is no DownloadError, such as a signal's reason
 */
export async function fetchRobots(
  origin: string,
  load: (url: string) => Promise<Loaded>,
): Promise<Robots> {
  try {
    let url = `${origin}/robots.txt`;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const answer = await load(url);
      if (answer.status >= 500) return nothing;
      if (answer.status >= 400) return everything;
      if (!isRedirect(answer.status)) return parseRobots(answer.text, crawlerName);
      url = readLocation(answer).href;
    }
    return everything;
  } catch (error) {
    if (error instanceof DownloadError) return nothing;
    throw error;
  }
}

/** @param name of the crawler; a group for it comes before the one for `*` */
export function parseRobots(text: string, name: string): Robots {
  const groups = readGroups(text);
  const rules = groups.get(name.toLowerCase()) ?? groups.get("*") ?? [];
  return {
    allows(url) {
      const path = readPath(url);
      if (path === "/robots.txt") return true;
      let strongest: PathRule | undefined;
      for (const rule of rules) {
        const more = rule.pattern.length - (strongest?.pattern.length ?? -1);
        // The longest pattern counts; of two that are as long, the one that allows.
        if ((more > 0 || (more === 0 && rule.isAllowed)) && matches(rule.pattern, path))
          strongest = rule;
      }
      return strongest?.isAllowed ?? true;
    },
  };
}

/** By the crawler's name in lower case; several groups for one name are one. */
function readGroups(text: string): Map<string, PathRule[]> {
  const groups = new Map<string, PathRule[]>();
  let group: PathRule[][] = [];
  let isInRules = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/[\r\n]+/)) {
    const [, key = "", value = ""] = /^\s*([a-z-]+)\s*:\s*([^#\s]*)/i.exec(line) ?? [];
    if (/^user-agent$/i.test(key)) {
      if (isInRules) group = [];
      isInRules = false;
      const [name = ""] = /^[a-z_*-]*/.exec(value.toLowerCase()) ?? [];
      const rules = groups.get(name) ?? [];
      groups.set(name, rules);
      group.push(rules);
    } else if (/^(dis)?allow$/i.test(key)) {
      isInRules = true;
      const rule = { isAllowed: /^allow$/i.test(key), pattern: readPattern(value) };
      // An empty one says nothing.
      if (value !== "") for (const rules of group) rules.push(rule);
    }
  }
  return groups;
}

function readPattern(value: string): string {
  const url = `http://host${value.startsWith("/") ? "" : "/"}${value}`;
  return URL.canParse(url) ? readPath(url) : value;
}

/** Path and query, each character in one notation: `~` for `%7e`, `%C3%A9` for `é`. */
function readPath(url: string): string {
  const { origin, href } = new URL(url);
  return href.slice(origin.length).replace(/%[\da-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** Each piece between two `*` at its first place, so that no pattern makes it try again and again. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith("$");
  const [first = "", ...pieces] = (isWhole ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  const last = isWhole ? pieces.pop() : "";
  let at = first.length;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (last === undefined) return at === path.length;
  return path.length - last.length >= at && path.endsWith(last);
}
