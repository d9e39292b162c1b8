import { describe, expect, test } from "vitest";
import { lines, render, renderColored } from "./lines.ts";

describe("headings", () => {
  test("the two upper levels are underlined as far as their words go", async () => {
    expect(await render("# Threads and `join`\n\n## One idea\n\n### Deeper")).toBe(
      lines(
        "Threads and `join`",
        "══════════════════",
        "",
        "One idea",
        "────────",
        "",
        "### Deeper",
      ),
    );
  });

  test("a long heading wraps, and its rule is as wide as its longest line", async () => {
    const heading =
      "## What the operating system does while a thread of ours waits for another one";
    expect(await render(heading, { width: 60 })).toBe(
      lines(
        "What the operating system does while a thread of ours waits",
        "for another one",
        "───────────────────────────────────────────────────────────",
      ),
    );
  });

  test("with colors they are bold besides", async () => {
    expect(await renderColored("## One *idea*")).toBe(
      lines("\\e[1mOne \\e[22m\\e[1m\\e[3midea\\e[23m\\e[22m", "\\e[1m────────\\e[22m"),
    );
  });
});

describe("paragraphs", () => {
  const prose =
    "A thread is a line of execution inside a process. The threads of one process share its memory, and that is the root of all the trouble.";

  test("wrap between words at 80 columns", async () => {
    expect(await render(prose)).toBe(
      lines(
        "A thread is a line of execution inside a process. The threads of one process",
        "share its memory, and that is the root of all the trouble.",
      ),
    );
  });

  test("wrap between words at 60 columns", async () => {
    expect(await render(prose, { width: 60 })).toBe(
      lines(
        "A thread is a line of execution inside a process. The",
        "threads of one process share its memory, and that is the",
        "root of all the trouble.",
      ),
    );
  });

  test("a line break in the page is a space unless two spaces or <br> ask for it", async () => {
    expect(await render("one\ntwo  \nthree<br>four")).toBe(lines("one two", "three", "four"));
  });

  test("code keeps its backticks and deleted text its tildes at every color level", async () => {
    const markdown = "The **last** *line* of `main` is ~~first~~ last.";
    expect(await render(markdown)).toBe("The last line of `main` is ~~first~~ last.");
    expect(await renderColored(markdown)).toBe(
      "The \\e[1mlast\\e[22m \\e[3mline\\e[23m of \\e[36m`main`\\e[39m is ~~\\e[9mfirst\\e[29m~~ last.",
    );
  });

  test("a style that spans a line break ends on its line and begins again on the next", async () => {
    expect(await renderColored("one **two three** four", { width: 8 })).toBe(
      lines("one \\e[1mtwo\\e[22m", "\\e[1mthree\\e[22m", "four"),
    );
  });

  test("entities are decoded once, and comments are dropped", async () => {
    expect(
      await render(
        "1 &lt; 2 &amp;&amp; 3 &#8594; &#x2713; &amp;lt; `&lt;` &what; <!-- no\nno -->end",
      ),
    ).toBe("1 < 2 && 3 → ✓ &lt; `&lt;` &what; end");
    expect(await render("one\n\n<!-- a comment\n\nof several lines -->\n\ntwo")).toBe("one\n\ntwo");
  });

  test("an escape code in the page, written out or as an entity, does not reach the terminal", async () => {
    expect(await render("a\u001B[2Jb &#27;[31mc `\u009B1m`")).toBe("a[2Jb [31mc `1m`");
    expect(await renderColored("[d](<http://x/&#7;&#27;y>)", { links: true })).toBe(
      "\\e]8;;http://x/y\\a\\e[4md\\e[24m\\e]8;;\\a",
    );
  });
});

describe("links", () => {
  const markdown =
    "See [the **docs**](https://nodejs.org/api) and [the stub](./exercises/join.ts), <https://a.example>.";

  test("without hyperlinks the address follows in parentheses, but not one inside the course", async () => {
    expect(await render(markdown)).toBe(
      lines("See the docs (https://nodejs.org/api) and the stub, https://a.example."),
    );
  });

  test("a terminal with hyperlinks gets the text alone, as a link", async () => {
    expect(await renderColored(markdown, { links: true })).toBe(
      "See \\e]8;;https://nodejs.org/api\\a\\e[4mthe \\e[24m\\e]8;;\\a\\e]8;;https://nodejs.org/api\\a\\e[4m\\e[1mdocs\\e[22m\\e[24m\\e]8;;\\a and \\e[4mthe stub\\e[24m, \\e]8;;https://a.example\\a\\e[4mhttps://a.example\\e[24m\\e]8;;\\a.",
    );
  });

  test("a link over two lines is a link on each", async () => {
    expect(await renderColored("[one two](http://x)", { links: true, width: 5 })).toBe(
      lines(
        "\\e]8;;http://x\\a\\e[4mone\\e[24m\\e]8;;\\a",
        "\\e]8;;http://x\\a\\e[4mtwo\\e[24m\\e]8;;\\a",
      ),
    );
  });

  test("without colors there are no hyperlinks either", async () => {
    expect(await render("[a](http://x)", { links: true })).toBe("a (http://x)");
  });
});

describe("display width", () => {
  test("wide characters and emoji take two columns, combining marks none", async () => {
    expect(await render("日本語のテキスト", { width: 10 })).toBe(lines("日本語のテ", "キスト"));
    expect(await render("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", { width: 4 })).toBe(lines("👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"));
    expect(await render("cafe\u0301 cafe\u0301", { width: 9 })).toBe("cafe\u0301 cafe\u0301");
  });

  test("a word longer than a line is cut at the width", async () => {
    expect(await render("see abcdefghijklmnopqrstuvwxyz now", { width: 10 })).toBe(
      lines("see", "abcdefghij", "klmnopqrst", "uvwxyz now"),
    );
  });
});
