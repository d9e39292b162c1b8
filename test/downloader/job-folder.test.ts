// Attempts at one job in one folder: whatever two of them do to each other, the file is one version, whole, and once.

import { mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JobFolder, sweepJobs } from "#lesson/09-downloader/queue/job-folder.ts";
import { Journal } from "#solution/09-downloader/journal.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "interleave-job-folder-"));
});
afterEach(() => rm(folder, { recursive: true }));

const resuming = { resume: true };
const complete = { sizeBytes: 4, isVerified: true };

function openJob({ jobId = "batch-0", url = "http://a/file.bin", overwrite = false } = {}) {
  return new JobFolder({ folder, jobId, url, file: "file.bin", overwrite });
}

/** What a download leaves that was killed. */
async function leavePart(job: JobFolder, text: string, version = "v1"): Promise<void> {
  await writeFile(`${job.file}.part`, text);
  const ranges = [{ start: 0, end: text.length }];
  const state = {
    version: 1,
    url: "http://a/file.bin",
    etag: `"${version}"`,
    sizeBytes: 99,
    ranges,
  };
  await writeFile(`${job.file}.part.json`, JSON.stringify(state));
}

const readPart = (job: JobFolder) => readFile(`${job.file}.part`, "utf8").catch(() => "none");
const readResult = () => readFile(join(folder, "file.bin"), "utf8");

describe("an attempt", () => {
  test("goes on with a copy of what the attempt of a dead worker claims", async () => {
    const dead = openJob();
    await dead.begin(resuming);
    await leavePart(dead, "soup");
    const next = openJob();
    await next.begin(resuming);
    expect(await readPart(next)).toBe("soup");
    expect((await Journal.read(`${next.file}.part.json`))?.ranges).toEqual([{ start: 0, end: 4 }]);
    expect(await readPart(dead)).toBe("none");
  });

  test("is out of reach of a worker that only seemed to be dead", async () => {
    const frozen = openJob();
    await frozen.begin(resuming);
    await leavePart(frozen, "soup");
    const handle = await open(`${frozen.file}.part`, "r+");
    const next = openJob();
    await next.begin(resuming);
    await handle.write("stew", 0);
    await handle.close();
    expect(await readPart(next)).toBe("soup");
  });

  test("takes the one that claims most, of several", async () => {
    const [little, much] = [openJob(), openJob()];
    // Both begin before either has anything to leave.
    await little.begin(resuming);
    await much.begin(resuming);
    await leavePart(little, "so");
    await leavePart(much, "soup");
    const next = openJob();
    await next.begin(resuming);
    expect(await readPart(next)).toBe("soup");
  });

  test("takes nothing that no journal claims", async () => {
    const dead = openJob();
    await dead.begin(resuming);
    await writeFile(`${dead.file}.part`, "soup");
    const next = openJob();
    await next.begin(resuming);
    expect(await readPart(next)).toBe("none");
  });

  test("takes nothing of another job, which may be at work", async () => {
    const other = openJob({ jobId: "other-0" });
    await other.begin(resuming);
    await leavePart(other, "soup");
    const own = openJob();
    await own.begin(resuming);
    expect(await readPart(own)).toBe("none");
    expect(await readPart(other)).toBe("soup");
  });

  test("takes what another job of the same file has left", async () => {
    const failed = openJob({ jobId: "other-0" });
    await failed.begin(resuming);
    await leavePart(failed, "soup");
    await failed.leave();
    const next = openJob();
    await next.begin(resuming);
    expect(await readPart(next)).toBe("soup");
  });

  test("takes what was left when all workers of another job had been killed", async () => {
    const killed = openJob({ jobId: "other-0" });
    await killed.begin(resuming);
    await leavePart(killed, "soup");
    await openJob({ jobId: "other-0" }).abandon();
    expect((await readdir(join(folder, ".download-jobs"))).length).toBe(1);
    const next = openJob();
    await next.begin(resuming);
    expect(await readPart(next)).toBe("soup");
  });

  test("starts from nothing if it is told to", async () => {
    const dead = openJob();
    await dead.begin(resuming);
    await leavePart(dead, "soup");
    const next = openJob();
    await next.begin({ resume: false });
    expect(await readPart(next)).toBe("none");
  });

  test("leaves nothing if it has nothing", async () => {
    const failed = openJob();
    await failed.begin(resuming);
    await failed.leave();
    expect(await readdir(folder)).toEqual([]);
  });
});

test("what is left of jobs that are over is swept away, and nothing else", async () => {
  const [over, current, failed] = ["over-0", "current-0", "failed-0"].map((jobId) =>
    openJob({ jobId, url: `http://a/${jobId}` }),
  );
  if (!over || !current || !failed) throw new Error("expected three jobs");
  for (const job of [over, current, failed]) {
    await job.begin(resuming);
    await leavePart(job, "soup");
  }
  await failed.leave();
  await sweepJobs(folder, async (jobId) => jobId !== "current-0");
  expect([await readPart(over), await readPart(current)]).toEqual(["none", "soup"]);
  const next = openJob({ jobId: "next-0", url: "http://a/failed-0" });
  await next.begin(resuming);
  expect(await readPart(next)).toBe("soup");
});

describe("a result", () => {
  async function finish(job: JobFolder, text: string) {
    await writeFile(job.file, text);
    return await job.finish({ ...complete, sizeBytes: text.length });
  }

  test("has its name, and nothing else is left when the queue knows", async () => {
    const job = openJob();
    await job.begin(resuming);
    await finish(job, "soup");
    await job.remove();
    expect(await readdir(folder)).toEqual(["file.bin"]);
    expect(await readResult()).toBe("soup");
  });

  test("is found by the next attempt when the worker dies before the queue knows", async () => {
    const job = openJob();
    await job.begin(resuming);
    await finish(job, "soup");
    expect(await openJob().begin(resuming)).toMatchObject(complete);
    expect(await readResult()).toBe("soup");
  });

  test("gets its name by the next attempt when the worker dies just before it", async () => {
    const dead = openJob();
    await dead.begin(resuming);
    await writeFile(dead.file, "soup");
    const mark = { ...complete, attempt: basename(dirname(dead.file)) };
    await writeFile(join(dirname(dirname(dead.file)), "done.json"), JSON.stringify(mark));
    expect(await openJob().begin(resuming)).toMatchObject(complete);
    expect(await readResult()).toBe("soup");
  });

  test.each([false, true])("is the first of two, overwrite: %s", async (overwrite) => {
    const [slow, quick] = [openJob({ overwrite }), openJob({ overwrite })];
    await slow.begin(resuming);
    await quick.begin(resuming);
    await finish(quick, "soup");
    expect(await finish(slow, "a long stew")).toMatchObject({ sizeBytes: 4 });
    expect(await readResult()).toBe("soup");
  });

  test("is not touched by an attempt that comes back when all is over", async () => {
    const frozen = openJob();
    await frozen.begin(resuming);
    const quick = openJob();
    await quick.begin(resuming);
    await finish(quick, "soup");
    await quick.remove();
    await expect(frozen.finish(complete)).rejects.toThrow("ENOENT");
    await frozen.leave();
    expect(await readdir(folder)).toEqual(["file.bin"]);
    expect(await readResult()).toBe("soup");
  });

  test.each(["file", "link"])("does not replace a %s of that name", async (what) => {
    if (what === "file") await writeFile(join(folder, "file.bin"), "old");
    else await symlink("/nowhere", join(folder, "file.bin"));
    await expect(openJob().begin(resuming)).rejects.toThrow("file.bin exists");
    expect(await readdir(folder)).toEqual(["file.bin"]);
  });

  test("does not replace a file that came meanwhile, and leaves nothing", async () => {
    const job = openJob();
    await job.begin(resuming);
    await writeFile(join(folder, "file.bin"), "old");
    await expect(finish(job, "soup")).rejects.toThrow("file.bin exists");
    await job.leave();
    expect(await readdir(folder)).toEqual(["file.bin"]);
    expect(await readResult()).toBe("old");
  });

  test("replaces a file if it may, and never a folder", async () => {
    const job = openJob({ overwrite: true });
    await writeFile(join(folder, "file.bin"), "old");
    await job.begin(resuming);
    await finish(job, "soup");
    expect(await readResult()).toBe("soup");
    await rm(join(folder, "file.bin"));
    await mkdir(join(folder, "file.bin"));
    const next = openJob({ jobId: "batch-1", overwrite: true });
    await expect(next.begin(resuming)).rejects.toThrow("is a folder");
  });
});
