// What of the environment a process that is started inherits.

import { afterEach, expect, test, vi } from "vitest";
import { neutralEnvironment } from "#workbook/process/neutral-environment.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  "VITEST",
  "VITEST_POOL_ID",
  "TEST",
  "NODE_ENV",
  "NODE_OPTIONS",
  "NODE_V8_COVERAGE",
  "FORCE_COLOR",
  "http_proxy",
  "HTTPS_PROXY",
  "NO_PROXY",
  "INTERLEAVE_ANSWER",
  "INTERLEAVE_JOURNAL",
  "INTERLEAVE_PARKED",
])("%s is left out", (name) => {
  vi.stubEnv(name, "1");
  expect(neutralEnvironment()).not.toHaveProperty(name);
});

test.each(["PATH", "REDIS_URL", "TESTAMENT", "INTERLEAVE_COURSE"])("%s stays", (name) => {
  vi.stubEnv(name, "here");
  expect(neutralEnvironment()).toMatchObject({ [name]: "here" });
});

test("colors are off, and what is added counts", () => {
  vi.stubEnv("TMPDIR", "/elsewhere");
  const added = { TMPDIR: "/own", http_proxy: "http://127.0.0.1:9" };
  expect(neutralEnvironment(added)).toMatchObject({ NO_COLOR: "1", ...added });
});
