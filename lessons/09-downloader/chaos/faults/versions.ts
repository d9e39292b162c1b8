// Files that change, and half-done files that may or may not be of the same version.

import type {
  Before,
  DownloadCall,
  FaultScenario,
  VersionMarks,
} from "#lesson/09-downloader/chaos/fault-script.ts";

const sizeBytes = 100_000;
const call = { connections: 1 };
/** Four of the seven ranges are there. */
const half: Before = { ranges: [[0, 65_536]] };

const resumed = (
  name: string,
  fault: number,
  [marks, server]: [VersionMarks, string],
  isResumed: boolean,
  more: { call?: DownloadCall; ifRange?: "never" | "always" } = {},
): FaultScenario => ({
  name,
  fault,
  server,
  must: isResumed ? "ask for the rest only" : "start again: it may be another file",
  sizeBytes,
  marks,
  call: { ...call, ...more.call },
  before: half,
  expect: {
    exit: 0,
    file: 1,
    requests: isResumed ? 4 : 8,
    ...(more.ifRange ? { ifRange: more.ifRange } : {}),
  },
});

const journalOf = (name: string, what: string, before: Before): FaultScenario => ({
  name: `journal-${name}`,
  fault: 28,
  server: `is honest; the journal is ${what}`,
  must: "believe none of it, and start again",
  sizeBytes,
  call,
  before: { ...half, ...before },
  expect: { exit: 0, file: 1, requests: 8 },
});

export const versions: FaultScenario[] = [
  resumed("resume", 29, ["strong", "is honest; more than half of the file is there"], true, {
    ifRange: "always",
  }),
  {
    name: "all-there",
    fault: 23,
    server: "is honest; every byte is there, and only the name is missing",
    must: "compare the size, and ask for no byte",
    sizeBytes,
    before: { ranges: [[0, sizeBytes]] },
    expect: { exit: 0, file: 1, requests: 1 },
  },
  {
    name: "shrunk",
    fault: 23,
    server: "answers 416: the file is shorter now than it said before",
    must: "start again",
    sizeBytes,
    laterSizeBytes: 60_000,
    call,
    before: half,
    rules: [{ skip: 1, version: 2, ignoreIfRange: true }],
    expect: { exit: 0, file: 2, requests: 7, tells: "restart" },
  },
  {
    name: "changed-between-runs",
    fault: 24,
    server: "has another version than the one of which half is there",
    must: "say so, throw the half away, and start again",
    sizeBytes,
    call,
    before: half,
    rules: [{ version: 2 }],
    expect: { exit: 0, file: 2, requests: 8, tells: "restart" },
  },
  {
    name: "changed-behind-a-cache",
    fault: 24,
    server: "still names the old version at first, and sends the new one",
    must: "send If-Range, take 200 for a change, and start again",
    sizeBytes,
    call,
    before: half,
    rules: [{ skip: 1, version: 2 }],
    expect: { exit: 0, file: 2, requests: 10, tells: "restart", ifRange: "always" },
  },
  {
    name: "changed-during-the-run",
    fault: 25,
    server: "changes the file after three parts",
    must: "stop, and start again once",
    sizeBytes,
    call,
    rules: [{ skip: 4, version: 2 }],
    expect: { exit: 0, file: 2, requests: 13, tells: "restart" },
  },
  {
    name: "changed-and-mixed",
    fault: 25,
    server: "changes the file after three parts, and does not know If-Range",
    must: "see the other tag, and mix no versions",
    sizeBytes,
    call,
    rules: [{ ignoreIfRange: true }, { skip: 4, version: 2 }],
    expect: { exit: 0, file: 2, requests: 13, tells: "restart" },
  },
  {
    name: "changes-all-the-time",
    fault: 25,
    server: "changes the file after three parts, and after three parts again",
    must: "give up",
    sizeBytes,
    call,
    rules: [
      { skip: 4, version: 2 },
      { skip: 9, version: 3 },
    ],
    expect: { exit: 4, file: "none", requests: 10, keepsBytes: 0 },
  },
  resumed("weak-tag", 26, ["weak", "has a weak entity tag"], false, { ifRange: "never" }),
  resumed("strong-date", 26, ["date", "has a date, a month old, and no tag"], true, {
    ifRange: "always",
  }),
  resumed("young-date", 26, ["young date", "has a date, seconds old, and no tag"], false, {
    ifRange: "never",
  }),
  resumed("no-marks", 27, ["none", "has nothing to tell versions by"], false),
  resumed("no-marks-unsafe", 27, ["none", "has no marks, and we said --unsafe-resume"], true, {
    call: { unsafeResume: true },
  }),
  resumed("no-marks-checksum", 27, ["none", "has no marks, and we know the checksum"], true, {
    call: { checksumOf: 1 },
  }),
  {
    name: "no-marks-in-parts",
    fault: 27,
    server: "has nothing to tell versions by, and could have another one by now",
    must: "say that the parts are not verified",
    sizeBytes,
    marks: "none",
    expect: { exit: 0, file: 1, requests: 8, tells: "unverified" },
  },
  journalOf("corrupt", "cut in the middle", { journal: '{"version":1,"url":"http' }),
  journalOf("zeroed", "as long as before, and all zeros", { journal: "\0".repeat(200) }),
  journalOf("missing", "missing, and the size of the file proves nothing", { journal: null }),
  journalOf("of-another-url", "of another URL", { journal: { url: "http://127.0.0.1/other" } }),
  journalOf("planted", "not of the bytes that are there, though all else in it is right", {
    journal: { part: "0" },
  }),
  journalOf("boasting", "claims more bytes than the file has", {
    journal: { ranges: [[0, 90_000]] },
  }),
];
