// The picture in the README shows what the workbook prints today.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawPicture, pictureFile } from "#workbook/picture/draw-picture.ts";

test("the picture in the README is what the commands print; draw-picture.ts draws it anew", () => {
  expect(readFileSync(pictureFile, "utf8")).toBe(drawPicture());
});
