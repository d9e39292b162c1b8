// The links of a page, found in its text: no browser, no tree, one walk from start to end.

/** What they hold is text up to their end tag, whatever it looks like. */
const rawElements = ["script", "style", "textarea", "title"];
/** What of its tag may be `href`. */
const linking = ["a", "area", "base"];

const tagName = /[a-z][^\s/>]*/iy;
/** A name, and perhaps a value in one of three notations. */
const attribute = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The `href` of every `<a>` and `<area>`, absolute, in the order of the page; `<base>` counts. What
 * stands in a comment or a script is no link. It knows neither links that a script makes nor more
 * than five named characters, such as `&amp;`.
 *
 * @param url of the page
 */
export function findLinks(html: string, url: string): string[] {
  const links: string[] = [];
  let base: string | undefined;
  for (const { name, href } of readTags(html)) {
    if (!URL.canParse(href, base ?? url)) continue;
    const absolute = new URL(href, base ?? url).href;
    if (name !== "base") links.push(absolute);
    // Only the first one counts.
    else base ??= absolute;
  }
  return links;
}

interface Tag {
  /** In lower case. */
  name: string;
  href: string;
}

/** Every search begins where the last one ended, so that a page of tricks takes no longer. */
function* readTags(html: string): Generator<Tag, void> {
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at)) {
    if (html.startsWith("<!--", at)) {
      at = findEnd(html, /-->/g, at + 2);
      continue;
    }
    tagName.lastIndex = ++at;
    const name = tagName.exec(html)?.[0].toLowerCase();
    if (name === undefined) continue;
    const { href, end } = readAttributes(html, at + name.length);
    at = end;
    if (href !== undefined && linking.includes(name)) yield { name, href };
    if (rawElements.includes(name)) at = findEnd(html, new RegExp(`</${name}`, "gi"), at);
  }
}

/** Of a tag that does not end, there is no `href`. */
function readAttributes(html: string, start: number): { href: string | undefined; end: number } {
  let href: string | undefined;
  attribute.lastIndex = start;
  let at = start;
  for (let found = attribute.exec(html); found; found = attribute.exec(html)) {
    at = attribute.lastIndex;
    const [, name = "", ...values] = found;
    if (name.toLowerCase() === "href") href ??= decode(values.find(Boolean) ?? "");
  }
  const end = findEnd(html, />/g, at);
  return { href: html[end - 1] === ">" ? href : undefined, end };
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Where the first match after `from` ends; the end of the text if there is none. */
function findEnd(text: string, mark: RegExp, from: number): number {
  mark.lastIndex = from;
  return mark.test(text) ? mark.lastIndex : text.length;
}
