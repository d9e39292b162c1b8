// Faults on the way: connections that end too early, or that fall silent.

import type { FaultScenario, Rule } from "#lesson/09-downloader/chaos/fault-script.ts";

const sizeBytes = 100_000;
const third = 32_768;
const call = { connections: 1 };
/** No parts and no length: the body alone tells where it ends. */
const oneStream: Rule = {
  ignoreRange: true,
  headers: { "accept-ranges": "none", "content-length": null },
};

const cutOnce = (fault: number, by: "fin" | "rst"): FaultScenario => ({
  name: `${by}-mid-body`,
  fault,
  server: `ends a connection by ${by === "fin" ? "FIN" : "RST"} in the middle of a part`,
  must: "go on after the last byte that came",
  sizeBytes,
  call,
  rules: [{ from: third, times: 1, cut: { afterBytes: 5_000, by } }],
  expect: {
    exit: 0,
    file: 1,
    requests: 9,
    waitsMs: [375],
    // After a reset, what was on its way may be lost.
    ...(by === "fin" ? { sentBytes: sizeBytes + 1 } : {}),
  },
});

export const cuts: FaultScenario[] = [
  cutOnce(12, "fin"),
  cutOnce(13, "rst"),
  {
    name: "every-connection-dies",
    fault: 14,
    server: "ends every connection after 3,000 bytes",
    must: "finish all the same: whoever gets somewhere may try again",
    sizeBytes,
    call: { ...call, retries: 1 },
    rules: [{ method: "GET", cut: { afterBytes: 3_000, by: "fin" } }],
    // Six for each of the six whole ranges, one for the rest, and the probe.
    expect: { exit: 0, file: 1, requests: 38 },
  },
  {
    name: "dies-at-once",
    fault: 15,
    server: "ends every connection before it says a word, but for the first three",
    must: "wait ever longer, give up, and keep what there is",
    sizeBytes,
    call,
    rules: [{ skip: 3, cut: { afterBytes: -1, by: "rst" } }],
    expect: {
      exit: 1,
      kind: "transient",
      file: "none",
      requests: 7,
      waitsMs: [375, 750, 1500],
      keepsBytes: third,
    },
  },
  {
    name: "chunked-cut",
    fault: 16,
    server: "sends the file in chunks, and never the last one",
    must: "fail, however much there is",
    sizeBytes,
    rules: [
      oneStream,
      { method: "GET", framing: "chunked", cut: { afterBytes: 50_000, by: "fin" } },
    ],
    expect: {
      exit: 1,
      kind: "transient",
      file: "none",
      requests: 4,
      waitsMs: [375, 750, 1500],
    },
  },
  {
    name: "close-delimited-cut",
    fault: 17,
    server: "gives no length, and ends the connection halfway as if that were the end",
    must: "say that the length is not verified",
    sizeBytes,
    rules: [oneStream, { method: "GET", framing: "close", cut: { afterBytes: 50_000, by: "fin" } }],
    expect: {
      exit: 0,
      file: { version: 1, bytes: 50_000 },
      requests: 1,
      tells: "unverified",
    },
  },
  {
    name: "close-delimited-cut-with-checksum",
    fault: 17,
    server: "gives no length, and ends the connection halfway as if that were the end",
    must: "fail, since the checksum knows better",
    sizeBytes,
    call: { checksumOf: 1 },
    rules: [oneStream, { method: "GET", framing: "close", cut: { afterBytes: 50_000, by: "fin" } }],
    expect: { exit: 3, file: "none", requests: 1 },
  },
  {
    name: "stall",
    fault: 18,
    server: "falls silent in the middle of a part",
    must: "stop waiting after 30 seconds, and ask again for the rest of it",
    sizeBytes,
    call,
    rules: [{ from: third, times: 1, stallAfterBytes: 5_000 }],
    silentAtBytes: third + 5_000,
    expect: { exit: 0, file: 1, requests: 9, waitsMs: [30_375] },
  },
  {
    name: "wrong-bytes",
    fault: 31,
    server: "sends the right part of something else",
    must: "find the checksum wrong, give the file no name, and keep nothing for the next run",
    sizeBytes,
    call: { checksumOf: 1 },
    rules: [{ from: third, flip: true }],
    expect: { exit: 3, file: "none", requests: 8, keepsBytes: 0 },
  },
  {
    name: "disk-full",
    fault: 37,
    server: "is honest; the disk is full after 40,000 bytes",
    must: "stop, and keep what is on disk",
    sizeBytes,
    call,
    disk: { fullAfterBytes: 40_000 },
    expect: { exit: 5, file: "none", requests: 4 },
  },
  {
    name: "short-writes",
    fault: 37,
    server: "is honest; the disk takes a part of each write only",
    must: "write the rest of it too",
    sizeBytes,
    disk: { shortWrites: true },
    expect: { exit: 0, file: 1, requests: 8 },
  },
];
