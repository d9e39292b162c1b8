// HTML in a page: entities become the characters they name, comments and tags go.

/** The named entities prose needs. One that is not here stays as it is written. */
const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00A0",
  shy: "",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  times: "×",
  le: "≤",
  ge: "≥",
  ne: "≠",
  larr: "←",
  rarr: "→",
  middot: "·",
  copy: "©",
};

/** `text` with its entities, such as `&lt;` and `&#8594;`, decoded. */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (entity, decimal, hex, name) => {
      if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? entity) : entity;
      const codePoint = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      const isCharacter =
        codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
      return isCharacter ? String.fromCodePoint(codePoint) : "\uFFFD";
    },
  );
}

/** The text of a piece of HTML: without comments and tags; `<br>` becomes a line break. */
export function textOfHtml(html: string): string {
  return decodeEntities(
    html
      .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "")
      .replaceAll(/<br\s*\/?>/gi, "\n")
      .replaceAll(/<\/?[a-z][^>]*>/gi, ""),
  );
}
