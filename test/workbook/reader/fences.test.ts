import { describe, expect, test } from "vitest";
import {
  extractRegion,
  firstLineOfRegion,
  parseFenceInfo,
  withoutRegionMarkers,
} from "#workbook/course/fences.ts";
import { lines } from "./lines.ts";

const source = lines(
  "const before = 1;",
  "  // #region outer",
  "  start();",
  "",
  "  // #region inner",
  "    boil();",
  "  // #endregion",
  "  stop();",
  "  // #endregion",
  "const after = 2;",
);

describe("a region", () => {
  test("loses the indentation its lines share and the markers inside it", () => {
    expect(extractRegion(source, "outer")).toBe(lines("start();", "", "  boil();", "stop();"));
    expect(extractRegion(source.replaceAll("\n", "\r\n"), "inner")).toBe("boil();");
  });

  test("that is missing is an error that names those there are", () => {
    expect(() => extractRegion(source, "inn", "demos/coffee.ts")).toThrow(
      "demos/coffee.ts: expected a line `// #region inn`, got the regions outer, inner",
    );
    expect(() => extractRegion("start();", "inner", "demos/coffee.ts")).toThrow(
      "demos/coffee.ts: expected a line `// #region inner`, got no regions at all",
    );
  });

  test("that has no end, or a namesake, is an error with its line", () => {
    expect(() => extractRegion("\n// #region a\nstart();", "a", "x.ts")).toThrow(
      "x.ts:2: expected `// #endregion` for the region a, got the end of the file",
    );
    const twice = "// #region a\n// #endregion\n// #region a\n// #endregion";
    expect(() => extractRegion(twice, "a", "x.ts")).toThrow(
      "x.ts:3: expected one region a, got a second one",
    );
  });
});

test("a whole file can be read without its region markers", () => {
  expect(withoutRegionMarkers(source)).toBe(
    lines("const before = 1;", "  start();", "", "    boil();", "  stop();", "const after = 2;"),
  );
});

describe("the words after a fence's backticks", () => {
  test("are a language, a source, a region and a mode", () => {
    expect(parseFenceInfo("ts demos/coffee.ts#kettle")).toEqual({
      lang: "ts",
      source: "demos/coffee.ts",
      region: "kettle",
      rest: [],
    });
    expect(parseFenceInfo("text demos/cost.ts shape")).toEqual({
      lang: "text",
      source: "demos/cost.ts",
      mode: "shape",
      rest: [],
    });
    expect(parseFenceInfo("ts /solutions/01-threads/join.ts").source).toBe(
      "/solutions/01-threads/join.ts",
    );
    expect(parseFenceInfo("")).toEqual({ lang: "", rest: [] });
  });

  test("that mean nothing are kept apart", () => {
    expect(parseFenceInfo("ts run")).toEqual({ lang: "ts", rest: ["run"] });
    expect(parseFenceInfo("text shape demos/a.ts#").rest).toEqual(["shape", "demos/a.ts#"]);
    expect(parseFenceInfo("text demos/a.ts shape any-order b.ts").rest).toEqual([
      "any-order",
      "b.ts",
    ]);
  });
});

test("a region begins on the line below its marker", () => {
  const source = "one();\n// #region two\ntwo();\n// #endregion\n";
  expect(firstLineOfRegion(source, "two")).toBe(3);
  expect(firstLineOfRegion(source, "three")).toBeUndefined();
});
