// Servers that want to be asked less, later, or not at all.

import type { FaultScenario } from "#lesson/09-downloader/chaos/fault-script.ts";

const sizeBytes = 100_000;
const third = 32_768;
const call = { connections: 1 };

const retryAfter = (
  fault: number,
  name: string,
  [status, value]: [number, string],
  waitMs: number,
): FaultScenario => ({
  name: `retry-after-${name}`,
  fault,
  server: `answers ${status} once, with “Retry-After: ${value}” (it is 2026-01-01, 00:00:00)`,
  must: `wait for ${waitMs} ms, and ask again`,
  sizeBytes,
  call,
  rules: [{ from: third, times: 1, status, headers: { "retry-after": value } }],
  expect: { exit: 0, file: 1, requests: 9, waitsMs: [waitMs] },
});

const refusal = (status: number, requests: number): FaultScenario => ({
  name: `status-${status}`,
  fault: 22,
  server: `answers ${status}, always`,
  must: "ask no more",
  sizeBytes,
  rules: [{ status }],
  expect: { exit: 1, kind: "refused", file: "none", requests, waitsMs: [] },
});

export const busy: FaultScenario[] = [
  retryAfter(19, "seconds", [503, "7"], 7_000),
  retryAfter(19, "seconds-429", [429, "7"], 7_000),
  retryAfter(20, "date", [503, "Thu, 01 Jan 2026 00:00:10 GMT"], 10_000),
  retryAfter(20, "past", [503, "Wed, 31 Dec 2025 23:00:00 GMT"], 375),
  retryAfter(20, "garbage", [503, "-5 minutes or so"], 375),
  {
    name: "busy-probe",
    fault: 19,
    server: "answers the very first request with 503",
    must: "wait, and ask again",
    sizeBytes,
    call,
    rules: [{ times: 1, status: 503, headers: { "retry-after": "7" } }],
    expect: { exit: 0, file: 1, requests: 9, waitsMs: [7_000] },
  },
  {
    name: "two-at-once",
    fault: 21,
    server: "serves two requests at once, and answers 429 to all others",
    must: "go on with two connections",
    sizeBytes: 8 * 16_384,
    call: { connections: 8 },
    busy: { atOnce: 2, refuseFirst: 6 },
    // The probe, two that are served, six that are not, and those six again.
    expect: { exit: 0, file: 1, requests: 15, waitsMs: [] },
  },
  refusal(404, 1),
  refusal(403, 2),
  refusal(410, 1),
  {
    name: "gone-halfway",
    fault: 22,
    server: "answers 404 to the third request for a part",
    must: "ask no more, and keep what there is",
    sizeBytes,
    call,
    rules: [{ from: third, status: 404 }],
    expect: {
      exit: 1,
      kind: "refused",
      file: "none",
      requests: 4,
      waitsMs: [],
      keepsBytes: third,
    },
  },
];
