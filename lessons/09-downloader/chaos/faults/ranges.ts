// Faults in the answer to a request for a part: other bytes, more of them, fewer, or none.

import type { FaultScenario, Lie } from "#lesson/09-downloader/chaos/fault-script.ts";

const sizeBytes = 100_000;
/** One connection: then the order of the requests is known. The third range begins here. */
const third = 32_768;
const call = { connections: 1 };

/** Told once it costs one more request; told always, it ends the hope of parts. */
const onceAndAlways = (fault: number, name: string, lie: Lie, server: string): FaultScenario[] => [
  {
    name: `${name}-once`,
    fault,
    server: `${server}, once`,
    must: "throw it away and ask again",
    sizeBytes,
    call,
    rules: [{ from: third, times: 1, ...lie }],
    expect: { exit: 0, file: 1, requests: 9, waitsMs: [375] },
  },
  {
    name: `${name}-always`,
    fault,
    server: `${server}, whenever it is asked`,
    must: "ask once more, and then have the file as one stream",
    sizeBytes,
    call,
    rules: [{ from: third, ...lie }],
    expect: { exit: 0, file: 1, requests: 6, waitsMs: [375] },
  },
];

export const ranges: FaultScenario[] = [
  {
    name: "range-ignored-later",
    fault: 3,
    server: "sends the whole file in answer to the third request for a part",
    must: "write none of it there, and start again as one stream",
    sizeBytes,
    call,
    rules: [{ from: third, ignoreRange: true }],
    expect: { exit: 0, file: 1, requests: 5 },
  },
  {
    name: "range-ignored-beside-others",
    fault: 3,
    server: "sends the whole file in answer to one of four requests at once",
    must: "stop the other three, and start again as one stream",
    sizeBytes,
    call: { connections: 4 },
    rules: [{ from: third, ignoreRange: true }],
    expect: { exit: 0, file: 1, requests: { atMost: 9 } },
  },
  ...onceAndAlways(
    4,
    "html-page",
    { status: 200, headers: { "content-type": "text/html" } },
    "sends a web page with status 200 in place of a part",
  ),
  ...onceAndAlways(5, "other-start", { shiftBytes: 100 }, "sends a part that begins elsewhere"),
  ...onceAndAlways(
    6,
    "no-content-range",
    { headers: { "content-range": null } },
    "does not say which part it sends",
  ),
  {
    name: "total-differs-once",
    fault: 7,
    server: "gives another size of the file with one part",
    must: "take that for a change, and start again",
    sizeBytes,
    call,
    rules: [{ from: third, times: 1, total: sizeBytes + 5 }],
    expect: { exit: 0, file: 1, requests: 12, tells: "restart" },
  },
  {
    name: "total-differs-always",
    fault: 7,
    server: "gives another size of the file with one part, the second time too",
    must: "give up: the file changes faster than it can be had",
    sizeBytes,
    call,
    rules: [{ from: third, total: sizeBytes + 5 }],
    expect: { exit: 4, file: "none", requests: 8 },
  },
  {
    name: "total-unknown",
    fault: 8,
    server: "sends parts of a file whose size it does not know, but gave before",
    must: "accept them",
    sizeBytes,
    rules: [{ skip: 1, total: "*" }],
    expect: { exit: 0, file: 1, requests: 8 },
  },
  {
    name: "multipart",
    fault: 9,
    server: "wraps the part in multipart/byteranges",
    must: "refuse the wrapping, and start again as one stream",
    sizeBytes,
    call,
    rules: [{ skip: 1, multipart: true }],
    expect: { exit: 0, file: 1, requests: 3 },
  },
  {
    name: "too-many-bytes",
    fault: 10,
    server: "goes on after the end of each part",
    must: "cut it there, and leave the neighbor as it is",
    sizeBytes,
    rules: [{ method: "GET", extraBytes: 500 }],
    expect: { exit: 0, file: 1, requests: 8 },
  },
  {
    name: "too-few-bytes",
    fault: 11,
    server: "sends 10,000 bytes of a part at most, and says so",
    must: "keep them, and ask for the rest",
    sizeBytes,
    rules: [{ method: "GET", atMostBytes: 10_000 }],
    expect: { exit: 0, file: 1, requests: 14 },
  },
];
