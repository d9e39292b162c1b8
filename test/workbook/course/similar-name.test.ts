// "Did you mean …?": near names are found, far ones are not made up.

import { expect, test } from "vitest";
import { findSimilar } from "#workbook/course/similar-name.ts";

const names = ["list", "read", "run", "check", "hint", "parallel-sum", "join"];

test.each([
  ["lsit", "list"],
  ["chek", "check"],
  ["chekc", "check"],
  ["checkk", "check"],
  ["RAED", "read"],
  ["paralel_sum", "parallel-sum"],
  ["parallel", "parallel-sum"],
  ["join-it", "join"],
])("%s is taken for %s", (word, name) => {
  expect(findSimilar(word, names)).toBe(name);
});

test.each(["", "j", "07", "sing", "goodbye"])("“%s” is taken for none", (word) => {
  expect(findSimilar(word, names)).toBeUndefined();
});
