// Reads terminal output back into text and styles (SGR, "select graphic rendition").

/** How a run of characters is drawn. Colors are CSS colors; none means the terminal's own. */
export interface TextStyle {
  foreground?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
  strikethrough?: boolean;
  inverse?: boolean;
}

export interface StyledRun {
  text: string;
  style: TextStyle;
}

/** The sixteen named colors, dark ground assumed: black to white, then the bright ones. */
const palette = [
  ...["#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf"],
  ...["#7f848e", "#ff7b86", "#b5e890", "#ffd68a", "#7cc4ff", "#dd9cf0", "#6fd7e3", "#ffffff"],
];

/** An escape sequence: SGR in the first group, or any other (links, cursor movement), which is dropped. */
const escapeSequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for.
  /\u001B\[([\d;:]*)m|\u001B\[[\d;?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|\u001B./g;

/** The lines of `text`, each in runs of one style. Styles last over line ends, as in a terminal. */
export function parseStyledText(text: string): StyledRun[][] {
  let style: TextStyle = {};
  return text.split(/\r?\n/).map((line) => {
    const runs: StyledRun[] = [];
    let from = 0;
    for (const match of line.matchAll(escapeSequence)) {
      if (match.index > from) runs.push({ text: line.slice(from, match.index), style });
      if (match[1] !== undefined) style = applyCodes(match[1], style);
      from = match.index + match[0].length;
    }
    if (from < line.length) runs.push({ text: line.slice(from), style });
    return runs;
  });
}

function applyCodes(parameters: string, before: TextStyle): TextStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let style = before;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const isTrueColor = codes[index + 1] === 2;
      const values = codes.slice(index + 2, index + (isTrueColor ? 5 : 3));
      const color = isTrueColor ? `rgb(${values.join(" ")})` : colorOf256(values[0] ?? 0);
      style = { ...style, [code === 38 ? "foreground" : "background"]: color };
      index += isTrueColor ? 4 : 2;
    } else style = applyCode(code, style);
  }
  return style;
}

const switches: Record<number, TextStyle> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strikethrough: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strikethrough: false },
};

function applyCode(code: number, style: TextStyle): TextStyle {
  if (code === 0) return {};
  const { foreground: _foreground, ...withoutForeground } = style;
  const { background: _background, ...withoutBackground } = style;
  if (code === 39) return withoutForeground;
  if (code === 49) return withoutBackground;
  const foreground = namedColor(code, 30, 90);
  if (foreground) return { ...style, foreground };
  const background = namedColor(code, 40, 100);
  if (background) return { ...style, background };
  return { ...style, ...switches[code] };
}

function namedColor(code: number, first: number, firstBright: number): string | undefined {
  if (code >= first && code < first + 8) return palette[code - first];
  if (code >= firstBright && code < firstBright + 8) return palette[code - firstBright + 8];
  return undefined;
}

/** xterm's table: sixteen names, a cube of 6 × 6 × 6, and 24 grays. */
function colorOf256(index: number): string {
  const named = palette[index];
  if (named !== undefined) return named;
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(" ")})`;
  const levels = [
    Math.floor((index - 16) / 36),
    Math.floor((index - 16) / 6) % 6,
    (index - 16) % 6,
  ];
  return `rgb(${levels.map((level) => (level === 0 ? 0 : 55 + level * 40)).join(" ")})`;
}
