// A file of known mistakes: what is read from it, and what is said about one that is malformed.

import { describe, expect, test } from "vitest";
import { MarkdownError } from "#workbook/course/markdown-error.ts";
import { parseMistakes } from "#workbook/course/mistakes-page.ts";

const file = "solutions/02-locks/mistakes/mutex.md";
const page = `# Known mistakes in \`mutex\`

Each is an edit of [our solution](../mutex.ts), unless it says otherwise.

## wakes-nobody

Frees the lock,
and wakes nobody.

- verdict: \`test-failed\`
- says: \`\`Thread 2 sleeps: \`lock\` is 0\`\`
- why: \`: no row notifies it\`
- hint: Does \`unlock\` notify?
  It must.
- base: \`right-answers/always-notifies.ts\`

\`\`\`diff
   unlock(): void {
-    Atomics.notify(this.cells, 0, 1);
@@
-  }
+  };
\`\`\`

## spins

Asks again and again.

- verdict: \`endless-loop\`
- says: \`spins\`
- hint: Sleep.

\`\`\`ts
while (!tryLock());

unlock();
\`\`\`

## spins-twice

Asks twice.

- verdict: \`endless-loop\`
- says: \`twice\`
- hint: Sleep.
- base: \`spins\`

\`\`\`diff
-unlock();
\`\`\`
`;

describe("a file of mistakes", () => {
  const [edited, whole, based] = parseMistakes(page, file);

  test("has for each its name and place, what is wrong, its verdict, its hint and its edits", () => {
    expect(edited).toEqual({
      name: "wakes-nobody",
      place: { file, line: 5 },
      wrong: "Frees the lock, and wakes nobody.",
      verdict: "test-failed",
      says: "Thread 2 sleeps: `lock` is 0",
      why: ": no row notifies it",
      hint: "Does `unlock` notify? It must.",
      base: "right-answers/always-notifies.ts",
      answer: [
        {
          was: ["  unlock(): void {", "    Atomics.notify(this.cells, 0, 1);"],
          is: ["  unlock(): void {"],
          place: { file, line: 18 },
        },
        { was: ["  }"], is: ["  };"], place: { file, line: 21 } },
      ],
    });
  });

  test("may have a whole answer, and what another is based on", () => {
    expect(whole).toEqual({
      name: "spins",
      place: { file, line: 25 },
      wrong: "Asks again and again.",
      verdict: "endless-loop",
      says: "spins",
      hint: "Sleep.",
      answer: "while (!tryLock());\n\nunlock();\n",
    });
    expect(based?.base).toBe("spins");
  });

  test("is read with Windows line ends", () => {
    expect(parseMistakes(page.replaceAll("\n", "\r\n"), file)).toEqual(parseMistakes(page, file));
  });

  test("may have none", () => {
    expect(parseMistakes("# Known mistakes in `mutex`\n", file)).toEqual([]);
  });
});

describe("a malformed file says where, what was expected and what came:", () => {
  test.each([
    [
      "a name that is none of a file",
      "## spins\n",
      "## It spins\n",
      "25: expected ## and a name such as wakes-nobody, got `It spins`",
    ],
    [
      "a name used twice",
      "## spins\n",
      "## wakes-nobody\n",
      "25: expected each mistake once, got `wakes-nobody` again",
    ],
    [
      "nothing on what is wrong",
      "Asks again and again.\n\n",
      "",
      "27: expected a sentence on what is wrong under ## spins, got `- verdict: endless-loop`",
    ],
    [
      "no list",
      /- verdict: `endless-loop`\n- says: `spins`\n- hint: Sleep.\n\n/,
      "",
      "29: expected a list - verdict: … under ## spins, got `ts`",
    ],
    [
      "no verdict",
      "- verdict: `endless-loop`\n- says: `spins`",
      "- says: `spins`",
      "29: expected a line - verdict: … under ## spins, got none",
    ],
    [
      "no sentence",
      "- says: `spins`\n",
      "",
      "29: expected a line - says: … under ## spins, got none",
    ],
    [
      "no hint",
      "- says: `spins`\n- hint: Sleep.",
      "- says: `spins`",
      "29: expected a line - hint: … under ## spins, got none",
    ],
    [
      "a sentence that is not code",
      "- says: `spins`",
      "- says: spins",
      "30: expected says: `…`, got `says: spins`",
    ],
    [
      "a line said twice",
      "- says: `spins`",
      "- says: `spins`\n- says: `turns`",
      "31: expected verdict: …, says: …, hint: …, and perhaps why: … and base: …, once each, got `says: turns`",
    ],
    [
      "a line that is unknown",
      "- says: `spins`",
      "- says: `spins`\n- tells: `spins`",
      "31: expected verdict: …, says: …, hint: …, and perhaps why: … and base: …, once each, got `tells: spins`",
    ],
    [
      "an unknown base",
      "- base: `spins`",
      "- base: `stub`",
      "39: expected `spins-twice` to be based on `right-answers/x.ts` or on a mistake above it, got `stub`",
    ],
    [
      "a base further down",
      "- says: `spins`",
      "- says: `spins`\n- base: `spins-twice`",
      "25: expected `spins` to be based on `right-answers/x.ts` or on a mistake above it, got `spins-twice`",
    ],
    [
      "no answer",
      /```ts\n[^`]*```\n/,
      "",
      "25: expected a fence ```diff, or ```ts with the whole answer, under ## spins, got the end of it",
    ],
    [
      "a fence of another kind",
      "```ts\n",
      "```js\n",
      "33: expected a fence ```diff, or ```ts with the whole answer, under ## spins, got `js`",
    ],
    [
      "words after the answer",
      "unlock();\n```\n\n## spins-twice",
      "unlock();\n```\n\nMore.\n\n## spins-twice",
      "39: expected nothing after the fence under ## spins, got `More.`",
    ],
    [
      "a fence without an end",
      "-unlock();\n```",
      "-unlock();",
      "48: expected a fence that ends under ## spins-twice, got `diff`",
    ],
    [
      "an edit that is none",
      "-unlock();",
      "unlock();",
      "49: expected a line that begins with a space, - or +, or @@ alone, got `unlock();`",
    ],
  ])("%s", (_title, old, replacement, message) => {
    const malformed = page.replace(old, replacement);
    expect(malformed).not.toBe(page);
    expect(errorOf(malformed)).toBe(`${file}:${message}`);
  });
});

function errorOf(markdown: string): string {
  try {
    parseMistakes(markdown, file);
  } catch (error) {
    if (error instanceof MarkdownError) return error.message;
    throw error;
  }
  return "no error";
}
