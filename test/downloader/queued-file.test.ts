// What of a download travels through Redis: its name, its options, and the reason why it failed.

import { describe, expect, test } from "vitest";
import { parseCommand } from "#lesson/09-downloader/command/usage.ts";
import { DownloadError } from "#lesson/09-downloader/download-error.ts";
import { toExitCode } from "#lesson/09-downloader/exit-code.ts";
import { createFetchJob } from "#lesson/09-downloader/queue/fetch-job.ts";
import {
  describeJobs,
  nameFiles,
  type QueuedFile,
  readReason,
  writeReason,
} from "#lesson/09-downloader/queue/queued-file.ts";

function describeJob(...words: string[]): QueuedFile | undefined {
  const command = parseCommand(["--queue", "redis://127.0.0.1", ...words]);
  return command && describeJobs(command.urls, command)[0];
}

describe("names", () => {
  const namesOf = (...paths: string[]) =>
    nameFiles(paths.map((path) => `http://a/${path}`)).map(({ file }) => file);

  test("differ within a batch, by more than upper and lower case", () => {
    expect(namesOf("1/a.bin", "2/a.bin", "3/A.bin", "b")).toEqual([
      "a.bin",
      "a-2.bin",
      "A-3.bin",
      "b",
    ]);
    expect(namesOf("a.bin", "a-2.bin", "x/a.bin")).toEqual(["a.bin", "a-2.bin", "a-3.bin"]);
  });

  test("never lead out of the folder", () => {
    expect(namesOf("..%2F..%2Fetc%2Fpasswd", "%2e%2e", "")).toEqual([
      "passwd",
      "download",
      "download-2",
    ]);
  });

  test("may be given, without a folder", () => {
    expect(describeJob("http://a/b", "-o", "film.mkv")?.file).toBe("film.mkv");
    expect(() => describeJob("http://a/b", "-o", "../film.mkv")).toThrow("a name without a folder");
  });

  test.each(["../file", "a/b", "a\\b", ".hidden", "", "c:file"])(
    "such as %j that come out of Redis are refused",
    async (file) => {
      const job = describeJob("http://127.0.0.1:1/x");
      if (!job) throw new Error("expected a job");
      const fail = () => {
        throw new Error("it is not to come to this");
      };
      const server = { openConnections: fail, onEvent: fail, onRetry: fail };
      const fetchJob = createFetchJob({ connections: 1, takeBytes: async () => {}, ...server });
      const { signal } = new AbortController();
      const run = fetchJob({ ...job, file }, "/nowhere", signal, "batch-0");
      await expect(run).rejects.toThrow(`refused: expected a plain file name, got ${file}`);
    },
  );
});

test("options travel as JSON", () => {
  const words = ["--header", "X-Key: a", "--limit-rate", "1K", "--timeout", "7", "--no-resume"];
  const job = describeJob("http://a/b", ...words);
  expect(JSON.parse(JSON.stringify(job))).toMatchObject({
    bytesPerSecond: 1_024,
    options: { headers: { "x-key": "a" }, timeoutMs: 7_000, retries: 5, resume: false },
  });
  // There is no Infinity in JSON.
  expect(JSON.stringify(describeJob("http://a/b"))).not.toContain("null");
});

describe("a reason", () => {
  test("keeps the exit code on its way", () => {
    const kinds = ["transient", "refused", "checksum", "changed", "disk"] as const;
    const errors = kinds.map((kind) => readReason(writeReason(new DownloadError(kind, "a: b"))));
    expect(errors.map(toExitCode)).toEqual([1, 1, 3, 4, 5]);
    expect(errors.map(({ message }) => message)).toEqual(kinds.map(() => "a: b"));
  });

  test("of anything else is 1", () => {
    const error = readReason("job stalled more than allowable limit");
    expect([toExitCode(error), error.message]).toEqual([
      1,
      "job stalled more than allowable limit",
    ]);
  });
});
