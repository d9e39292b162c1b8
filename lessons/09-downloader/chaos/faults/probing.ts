// Faults before the first byte: servers that say too little, or too much.

import type { FaultScenario, Rule } from "#lesson/09-downloader/chaos/fault-script.ts";

/** A file of seven ranges, two at a time. */
const sizeBytes = 100_000;

const withoutHead = (fault: number, status: number): FaultScenario => ({
  name: `head-${status}`,
  fault,
  server: `answers HEAD with ${status}`,
  must: "believe GET, whatever HEAD says",
  sizeBytes,
  rules: [{ method: "HEAD", status }],
  expect: { exit: 0, file: 1, requests: 8 },
});

const ofSize = (size: number, requests: number): FaultScenario => ({
  name: `size-${size}`,
  fault: 36,
  server: `has a file of ${size} ${size === 1 ? "byte" : "bytes"}`,
  must: "ask for no more ranges than there are",
  sizeBytes: size,
  call: { connections: 8, chunkBytes: 1 },
  expect: { exit: 0, file: 1, requests },
});

const big = 2 ** 32 + 1_000;
/** Compresses whatever it is asked for. */
const gzip: Rule = { gzip: true, ignoreRange: true };

export const probing: FaultScenario[] = [
  withoutHead(1, 405),
  withoutHead(1, 403),
  withoutHead(1, 501),
  {
    name: "range-ignored-at-probe",
    fault: 2,
    server: "does not know ranges, and sends the whole file whenever it is asked for some of it",
    must: "download in one stream, and ask for it once",
    sizeBytes,
    rules: [{ headers: { "accept-ranges": null }, ignoreRange: true }],
    expect: { exit: 0, file: 1, requests: 1 },
  },
  {
    name: "gzip-unasked",
    fault: 32,
    server: "compresses the file, though we accept identity only",
    must: "download in one stream, and unpack it",
    sizeBytes,
    rules: [gzip],
    expect: { exit: 0, file: 1, requests: 1 },
  },
  {
    name: "gzip-on-parts",
    fault: 32,
    server: "compresses the parts, and says nothing of it at first",
    must: "take no compressed part: start again as one stream, and unpack it",
    sizeBytes,
    call: { connections: 1 },
    rules: [{ skip: 1, gzip: true }],
    expect: { exit: 0, file: 1, requests: 3 },
  },
  {
    name: "gzip-cut",
    fault: 32,
    server: "compresses the file, and ends the connection in the middle of it",
    must: "fail: what can be unpacked is not all",
    sizeBytes,
    rules: [gzip, { method: "GET", framing: "close", cut: { afterBytes: 50_000, by: "fin" } }],
    expect: {
      exit: 1,
      kind: "transient",
      file: "none",
      requests: 4,
      waitsMs: [375, 750, 1500],
    },
  },
  {
    name: "encoding-unknown",
    fault: 32,
    server: "encodes the file in a way that nobody knows",
    must: "fail at once",
    sizeBytes,
    rules: [{ headers: { "content-encoding": "x-secret" } }],
    expect: { exit: 1, kind: "refused", file: "none", requests: 2 },
  },
  ofSize(0, 2),
  ofSize(1, 2),
  ofSize(5, 6),
  {
    name: "size-over-4-gib",
    fault: 36,
    server: "has a file larger than 32 bits can count",
    must: "write its end where it belongs",
    sizeBytes: big,
    before: { ranges: [[0, big - 40_000]] },
    expect: { exit: 0, file: 1, requests: 4 },
  },
];
