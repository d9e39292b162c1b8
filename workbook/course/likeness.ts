// How much an answer looks like a known mistake: by what the mistake's code has that our solution has not, and the
// other way round. What both have in common says nothing about which mistake it is. Pure: it runs in a browser, too.

/** Of the words of a language these are not anybody's names. */
const keywords = new Set(
  (
    "async await break case catch class const continue default delete do else export extends false finally for " +
    "from function get if import in instanceof let new null of return set static super switch this throw true try " +
    "typeof void while yield"
  ).split(" "),
);
/** What is there without a declaration, and looks the same in every answer. */
export const globals: ReadonlySet<string> = new Set(
  (
    "AbortController AbortSignal Array ArrayBuffer Atomics BigInt BigInt64Array Boolean Buffer DataView Date Error " +
    "EvalError Event EventTarget Function Infinity Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number " +
    "Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError " +
    "TypeError URL Uint16Array Uint32Array Uint8Array WeakMap WeakRef WeakSet clearImmediate clearInterval " +
    "clearTimeout console fetch globalThis isNaN parseInt performance process queueMicrotask setImmediate setInterval " +
    "setTimeout structuredClone undefined"
  ).split(" "),
);
/** So that a mistake of two signs, all of them there, says less than one of ten. */
const doubt = 2;

/** What the names say counts this little: it decides between mistakes that are equal but for their names. */
const weightOfNames = 0.01;

/**
 * Measures how much `answer` is like wrong answers of which `solution` is the right one: the more alike, the higher.
 * Of all wrong answers, a text is most like the one that it is to the letter.
 */
export function measureLikeness(answer: string, solution: string): (wrong: string) => number {
  const [own, right] = [readSigns(answer), readSigns(solution)];
  return (text) => {
    const wrong = readSigns(text);
    const byForm = compare(own.nameless, right.nameless, wrong.nameless);
    const byNames = compare(own.named, right.named, wrong.named);
    return byForm + weightOfNames * byNames;
  };
}

/** Which part of what tells `wrong` from `solution` is true of `answer` too, from 0 to 1. */
function compare(answer: Set<string>, solution: Set<string>, wrong: Set<string>): number {
  const added = [...wrong].filter((sign) => !solution.has(sign));
  const removed = [...solution].filter((sign) => !wrong.has(sign));
  const met = added.filter((sign) => answer.has(sign)).length;
  const missed = removed.filter((sign) => !answer.has(sign)).length;
  return (met + missed) / (added.length + removed.length + doubt);
}

/** Every three tokens in a row: as they are, and with one word for all names that an author may choose. */
function readSigns(code: string): { named: Set<string>; nameless: Set<string> } {
  const plain = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, "");
  const tokens = plain.match(/\.?#?[\w$]+|"[^"\n]*"|'[^'\n]*'|[^\s\w;,]/g) ?? [];
  const nameless = tokens.map((token) => (isFreeName(token) ? "name" : token));
  return { named: takeTriples(tokens), nameless: takeTriples(nameless) };
}

function takeTriples(words: string[]): Set<string> {
  return new Set(words.map((_, at) => words.slice(at, at + 3).join(" ")));
}

/** Not a keyword, a global, a number, or a property. */
function isFreeName(token: string): boolean {
  if (token.startsWith(".#") || token.startsWith("#")) return true;
  return /^[A-Za-z_$]/.test(token) && !keywords.has(token) && !globals.has(token);
}
