import { beforeEach, describe, expect, test, vi } from "vitest";
import { lines, render, renderColored, withoutStyles } from "./lines.ts";

const loads = vi.hoisted(() => ({ shiki: 0 }));
vi.mock("shiki/core", async (importOriginal) => {
  loads.shiki++;
  return await importOriginal<typeof import("shiki/core")>();
});

const kettle = lines(
  "```ts demos/coffee.ts#kettle",
  'const kettle = new Worker(new URL("./kettle.ts", import.meta.url), { workerData: { minutes: 3 } });',
  "// Nothing waits for it.",
  "```",
);

describe("code blocks without colors", () => {
  beforeEach(() => {
    loads.shiki = 0;
  });

  test("are indented under the name of their source, and long lines go on behind a mark", async () => {
    expect(await render(kettle)).toBe(
      lines(
        "demos/coffee.ts#kettle",
        '  const kettle = new Worker(new URL("./kettle.ts", import.meta.url), {',
        "↳ workerData: { minutes: 3 } });",
        "  // Nothing waits for it.",
      ),
    );
    expect(await render(kettle, { width: 60 })).toBe(
      lines(
        "demos/coffee.ts#kettle",
        '  const kettle = new Worker(new URL("./kettle.ts",',
        "↳ import.meta.url), { workerData: { minutes: 3 } });",
        "  // Nothing waits for it.",
      ),
    );
    expect(loads.shiki).toBe(0);
  });

  test("a continued line keeps its indentation, and a line without spaces is cut", async () => {
    expect(await render("```ts\n    join(firstKettle, second);\n```", { width: 24 })).toBe(
      lines("      join(firstKettle,", "↳     second);"),
    );
    expect(await render("```text\nabcdefghij\n```", { width: 8, unicode: false })).toBe(
      lines("  abcdef", "\\ ghij"),
    );
  });

  test("captions say how an output compares with the learner's own", async () => {
    const captionOf = async (info: string) =>
      (await render(`\`\`\`${info}\nout\n\`\`\``)).split("\n  out")[0];
    expect(await captionOf("text demos/coffee.ts")).toBe("demos/coffee.ts prints");
    expect(await captionOf("text demos/cost.ts shape")).toBe(
      "demos/cost.ts prints, with numbers of its own",
    );
    expect(await captionOf("text demos/race.ts any-order")).toBe(
      "demos/race.ts prints, in any order",
    );
    expect(await captionOf("ts ../start-worker.ts")).toBe("../start-worker.ts");
    expect(await render("```ts\nx\n```")).toBe("  x");
  });

  test("show their text as it is: entities, Markdown and blank lines", async () => {
    expect(await render("```text\na &lt; **b**\n\n\tc\n```")).toBe(
      lines("  a &lt; **b**", "", "    c"),
    );
  });
});

describe("code blocks with colors", () => {
  test("color TypeScript, in the theme's accents and no grays", async () => {
    expect(await renderColored('```ts\nconst a = "b"; // c\n```')).toBe(
      '  \\e[1mconst\\e[22m \\e[38;2;38;139;210ma\\e[39m \\e[38;2;133;153;0m=\\e[39m \\e[38;2;42;161;152m"b"\\e[39m; \\e[2m// c\\e[22m',
    );
    expect(loads.shiki).toBe(1);
  });

  test("use the terminal's own sixteen colors where it has no more", async () => {
    expect(await renderColored('```ts\na = "b"; // c\n```', { colors: 1 })).toBe(
      '  \\e[34ma\\e[39m \\e[32m=\\e[39m \\e[36m"b"\\e[39m; \\e[2m// c\\e[22m',
    );
  });

  test("color shell commands and JSON; text and unknown languages stay plain", async () => {
    expect(await renderColored("```sh\nnpm start -- run 01 coffee\n```")).toContain(
      "\\e[38;2;38;139;210mnpm\\e[39m",
    );
    expect(await renderColored('```json\n{ "minutes": 20 }\n```')).toContain(
      "\\e[38;2;211;54;130m20\\e[39m",
    );
    expect(await renderColored('```text\nconst a = "b";\n```')).toBe('  const a = "b";');
    expect(await renderColored("```cobol\nconst a;\n```")).toBe("  const a;");
  });

  test("break long lines where they break without colors", async () => {
    const colored = await render(kettle, { width: 60, colors: 3 });
    expect(withoutStyles(colored)).toBe(await render(kettle, { width: 60 }));
    expect(colored).toContain('\u001B[38;2;42;161;152m"./kettle.ts"\u001B[39m,');
  });
});
