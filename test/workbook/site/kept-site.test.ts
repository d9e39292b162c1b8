// A site that was written is used again, until something that it was made of has changed.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readKeptSite, writeSite } from "#workbook/site/kept-site.ts";

const files = new Map([
  ["index.html", "start"],
  ["01-a/index.html", "lesson"],
  ["site.js", "script"],
]);
const before = new Date("2026-01-02T03:04:05Z");
const begunAt = new Date("2026-01-02T03:04:06Z");
let scratch: string;
let site: string;
let page: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "interleave site "));
  site = join(scratch, "site");
  page = join(scratch, "lessons", "README.md");
  mkdirSync(join(scratch, "lessons"));
  writeFileSync(page, "# A page");
  for (const source of [page, join(scratch, "lessons")]) utimesSync(source, before, before);
});
afterEach(() => rmSync(scratch, { recursive: true }));

const read = () => readKeptSite(site, [join(scratch, "lessons"), join(scratch, "nothing")]);
const sorted = (map = read()) => [...(map ?? [])].sort();

test("it is read as it was written", () => {
  expect(read()).toBeUndefined();
  writeSite(site, files, begunAt);
  expect(sorted()).toEqual(sorted(files));
});

test("a source that changed while or after it was made makes it old, and so does one that went", () => {
  writeSite(site, files, begunAt);
  utimesSync(page, begunAt, begunAt);
  expect(read()).toBeUndefined();
  utimesSync(page, before, before);
  expect(read()).toBeDefined();
  rmSync(page);
  expect(read()).toBeUndefined();
});

test("a half of a site is none", () => {
  writeSite(site, files, begunAt);
  rmSync(join(site, "index.html"));
  expect(read()).toBeUndefined();
});
