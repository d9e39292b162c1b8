// Edits: what a fence of them means, and that each fits one place of its text or is refused.

import { describe, expect, test } from "vitest";
import { applyEdits, parseEdits } from "#workbook/course/edits.ts";
import { MarkdownError } from "#workbook/course/markdown-error.ts";

const text = ["lock();", "read();", "unlock();", "", "lock();", "write();", "unlock();", ""];

const place = { file: "solutions/02-locks/mistakes/mutex.md", line: 10 };
const base = "solutions/02-locks/mutex.ts";

function edit(...fence: string[]): string[] {
  const edits = parseEdits(fence.join("\n"), place);
  return applyEdits(text.join("\n"), edits, { mistake: "forgets", base }).split("\n");
}

describe("an edit", () => {
  test("takes lines away where they stand", () => {
    expect(edit("-read();", " unlock();")).toEqual(text.toSpliced(1, 1));
  });

  test("adds lines below and above those that stay", () => {
    expect(edit(" read();", "+look();")).toEqual(text.toSpliced(2, 0, "look();"));
    expect(edit("+look();", " read();")).toEqual(text.toSpliced(1, 0, "look();"));
  });

  test("puts lines in the place of others, and keeps those between them", () => {
    expect(edit("-read();", "+look();", " unlock();", "-", "+// Done.")).toEqual(
      text.toSpliced(1, 3, "look();", "unlock();", "// Done."),
    );
  });

  test("may have an empty line for one that stays, as editors leave it", () => {
    expect(edit("", "-lock();", " write();")).toEqual(text.toSpliced(4, 1));
  });

  test("fits whole lines, with their indentation", () => {
    expect(() => edit("-read()")).toThrow("`read()` is no line of it");
    expect(() => edit("-  read();")).toThrow("in one place, got none");
  });

  test("reads a text with Windows line ends", () => {
    const edits = parseEdits("-b", place);
    expect(applyEdits("a\r\nb\r\nc", edits, { mistake: "forgets", base })).toBe("a\nc");
  });

  test("may follow another in any order, each at its own place in the text as it was", () => {
    const expected = text.toSpliced(5, 1, "read();").toSpliced(1, 1, "write();");
    expect(edit("-read();", "+write();", "@@", "-write();", "+read();")).toEqual(expected);
    expect(edit("-write();", "+read();", "@@", "-read();", "+write();")).toEqual(expected);
  });
});

describe("an edit is refused that", () => {
  test.each([
    [
      "fits twice",
      ["-lock();"],
      `10: expected an edit of \`forgets\` that fits ${base} in one place, got 2 places: add a line above or below`,
    ],
    [
      "has a line that is not there",
      [" lock();", "-look();"],
      `10: expected an edit of \`forgets\` that fits ${base} in one place, got none, since \`look();\` is no line of it: write the edit anew`,
    ],
    [
      "has lines that do not follow each other",
      [" read();", "-write();"],
      `10: expected an edit of \`forgets\` that fits ${base} in one place, got none, since its lines do not follow each other there: write the edit anew`,
    ],
    [
      "shares a line with another",
      [" read();", "-unlock();", "@@", " unlock();", " ", "-lock();"],
      "10: expected edits of `forgets` with lines of their own, got two that share `unlock();`: make one of them",
    ],
    [
      "has a line without a mark",
      ["-read();", "look();"],
      "11: expected a line that begins with a space, - or +, or @@ alone, got `look();`",
    ],
    [
      "has numbers, as those of a patch",
      ["@@ -1,3 +1,2 @@", "-read();"],
      "10: expected a line that begins with a space, - or +, or @@ alone, got `@@ -1,3 +1,2 @@`",
    ],
    [
      "changes nothing",
      ["-read();", "@@", " write();"],
      "12: expected an edit that changes something, got no line that begins with - or +",
    ],
    [
      "only adds",
      ["-read();", "@@", "+look();"],
      "12: expected an edit with a line that stands in its base, got none that begins with a space or -",
    ],
  ])("%s", (_title, fence, message) => {
    expect(errorOf(fence)).toBe(`${place.file}:${message}`);
  });
});

function errorOf(fence: string[]): string {
  try {
    edit(...fence);
  } catch (error) {
    if (error instanceof MarkdownError) return error.message;
    throw error;
  }
  return "no error";
}
