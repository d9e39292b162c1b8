import { describe, expect, test } from "vitest";
import { lines, render, renderColored } from "./lines.ts";

describe("lists", () => {
  test("nest under their own bullets, and long items hang", async () => {
    const markdown = lines(
      "- A thread that waits for another one costs nothing but its memory.",
      "  - nested",
      "    - deep",
      "1. first",
      "2. second",
    );
    expect(await render(markdown, { width: 60 })).toBe(
      lines(
        "• A thread that waits for another one costs nothing but its",
        "  memory.",
        "  ◦ nested",
        "    ▪ deep",
        "",
        "1. first",
        "2. second",
      ),
    );
  });

  test("numbers start where the page starts them and stand right-aligned", async () => {
    expect(await render("9. nine\n10. ten\n\n    more of ten")).toBe(
      lines(" 9. nine", "", "10. ten", "", "    more of ten"),
    );
  });

  test("tasks show their marks as characters", async () => {
    expect(await render("- [ ] open\n- [x] done")).toBe(lines("[ ] open", "[x] done"));
  });

  test("fall back to ASCII bullets", async () => {
    expect(await render("- one\n  - two\n    - three", { unicode: false })).toBe(
      lines("* one", "  - two", "    + three"),
    );
  });
});

describe("quotes and rules", () => {
  test("a bar runs down the whole quote, its empty lines included", async () => {
    const quote = "> One says something that goes on to the next line.\n>\n> - item";
    expect(await render(quote, { width: 40 })).toBe(
      lines("│ One says something that goes on to the", "│ next line.", "│", "│ • item"),
    );
    expect(await renderColored("> one")).toBe("\\e[2m│ \\e[22mone");
    expect(await render("> one", { unicode: false })).toBe("| one");
  });

  test("a rule is as wide as the text", async () => {
    expect(await render("one\n\n---\n\ntwo", { width: 60 })).toBe(
      lines("one", "", "─".repeat(60), "", "two"),
    );
  });
});

describe("tables", () => {
  const costs = lines(
    "| what | time | remark |",
    "| --- | ---: | :-: |",
    "| `new Worker` | 15 ms | a thread |",
    "| `fork` | 40 ms | a process |",
  );
  const differences = lines(
    "| process | thread |",
    "| --- | --- |",
    "| has a memory of its own, which no other process can read | shares the memory of its process |",
    "| ends alone | takes the process with it if it calls `process.exit` |",
  );

  test("are as narrow as their cells allow, aligned as asked", async () => {
    expect(await render(costs)).toBe(
      lines(
        "what         │  time │  remark",
        "━━━━━━━━━━━━━┿━━━━━━━┿━━━━━━━━━━",
        "`new Worker` │ 15 ms │ a thread",
        "`fork`       │ 40 ms │ a process",
      ),
    );
  });

  test("in ASCII they are drawn with |, = and +", async () => {
    expect(await render("| a | b |\n| - | - |\n| 1 | 2 |", { unicode: false })).toBe(
      lines("a | b", "==+==", "1 | 2"),
    );
  });

  test("wrap inside their cells at 60 columns, with rules between the rows", async () => {
    expect(await render(differences, { width: 60 })).toBe(
      lines(
        "process                    │ thread",
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━┿━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "has a memory of its own,   │ shares the memory of its",
        "which no other process can │ process",
        "read                       │",
        "───────────────────────────┼─────────────────────────────",
        "ends alone                 │ takes the process with it if",
        "                           │ it calls `process.exit`",
      ),
    );
  });

  test("stack their rows where the words of a row do not fit beside each other", async () => {
    const markdown = lines(
      "| function | what it returns |",
      "| --- | --- |",
      "| `AsyncLocalStorage.snapshot` | `Promise.withResolvers` |",
      "| `join` | nothing |",
    );
    expect(await render(markdown, { width: 40 })).toBe(
      lines(
        "function: `AsyncLocalStorage.snapshot`",
        "what it returns: `Promise.withResolvers`",
        "",
        "function: `join`",
        "what it returns: nothing",
      ),
    );
  });

  test("with colors the head is bold and each style ends in its own cell", async () => {
    expect(await renderColored("| a | b |\n| - | - |\n| `1` | **2** |")).toBe(
      lines(
        "\\e[1ma\\e[22m  \\e[2m │ \\e[22m\\e[1mb\\e[22m",
        "\\e[2m━━━━┿━━\\e[22m",
        "\\e[36m`1`\\e[39m\\e[2m │ \\e[22m\\e[1m2\\e[22m",
      ),
    );
  });
});
