// The tests of exercise `load-page`: one page, its limits, and what it leaves behind.

import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { OpenPage } from "#lesson/09-downloader/crawl/open-page.ts";
import { openBody, startLoading } from "./fixtures/loading.ts";
import { asBody } from "./fixtures/web.ts";
import { whenAborted } from "./fixtures/when-aborted.ts";

const reason = new Error("the inn closes");
/** Why a crawl may be stopped: whatever it is, it is stopped. */
const reasons = [reason, null, 0];
const slowPage = openBody(async function* (signal) {
  yield [Buffer.from("drop by ")];
  await whenAborted(signal);
});
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("loadPage", () => {
  it("reads a page as one text, wherever its bytes are cut", async () => {
    const bytes = Buffer.from("jalapeño");
    const open = openBody(() => asBody(bytes.subarray(0, 7), bytes.subarray(7)));
    const loading = startLoading(open);
    await turn();
    expect(loading.end).toBe("jalapeño");
  });

  it("stops reading a page that never ends, and lets its connection go", async () => {
    let [pieces, hasLeft] = [0, false];
    const open = openBody(async function* () {
      try {
        while (pieces++ < 200) yield [Buffer.alloc(100)];
      } finally {
        hasLeft = true;
      }
    });
    const loading = startLoading(open);
    await turn();
    if (pieces > 20) expect.fail(`${pieces * 100} bytes were read, and 1,000 are the limit`);
    expect(loading.end).toMatchObject({ kind: "refused" });
    expect(hasLeft, "whether its connection was let go").toBe(true);
  });

  it("counts bytes, not letters, and takes a page that is as large as it may be", async () => {
    for (const [text, end] of [
      ["é".repeat(500), "taken"],
      [`${"é".repeat(500)}a`, "refused"],
      ["é".repeat(501), "refused"],
    ] as const) {
      const loading = startLoading(openBody(() => asBody(text)));
      await turn();
      const got =
        typeof loading.end === "string"
          ? "taken"
          : (loading.end as Error & { kind?: string })?.kind;
      expect(got, `a page of ${Buffer.byteLength(text)} bytes`).toBe(end);
    }
  });

  it("takes a page that comes in pieces and is as large as it may be", async () => {
    const loading = startLoading(openBody(() => asBody("a".repeat(600), "b".repeat(400))));
    await turn();
    expect(loading.end).toHaveLength(1_000);
  });

  it("throws what `open` and the body throw, be it undefined, null or 0", async () => {
    for (const thrown of [reason, undefined, null, 0, "", false]) {
      const torn = openBody(async function* () {
        yield [Buffer.from("drop by ")];
        throw thrown;
      });
      const opens: [string, OpenPage][] = [
        ["open", () => Promise.reject(thrown)],
        ["the body", torn],
      ];
      for (const [what, open] of opens) {
        const loading = startLoading(open);
        await turn();
        const after = `when ${what} threw ${thrown}`;
        expect(loading.isThrown, `whether it throws ${after}`).toBe(true);
        expect(loading.end, `what it throws ${after}`).toBe(thrown);
      }
    }
  });

  it("gives up on a server that does not answer in time", async () => {
    const loading = startLoading((_, signal) => whenAborted(signal));
    loading.timers.pass(999);
    await turn();
    expect(loading.end, "a load that has a millisecond left").toBe("it is still waiting");
    loading.timers.pass(1);
    await turn();
    expect(loading.end).toMatchObject({ kind: "transient" });
  });

  it("gives up on a page that comes too slowly, though it does come", async () => {
    const loading = startLoading(slowPage);
    await turn();
    loading.timers.pass(1_000);
    await turn();
    expect(loading.end).toMatchObject({ kind: "transient" });
  });

  it.each<[string, OpenPage]>([
    ["no answer has come", (_, signal) => whenAborted(signal)],
    ["its bytes come", slowPage],
  ])("ends when the crawl is stopped, with the reason, while %s", async (_, open) => {
    for (const why of reasons) {
      const phone = new AbortController();
      const loading = startLoading(open, phone.signal);
      await turn();
      phone.abort(why);
      await turn();
      expect(loading.end, `what came of it after abort(${why})`).toBe(why);
    }
  });

  it("ends with the reason when the crawl was stopped before, and leaves no timer behind", async () => {
    for (const open of [slowPage, (_: string, signal: AbortSignal) => whenAborted(signal)])
      for (const why of reasons) {
        const loading = startLoading(open, AbortSignal.abort(why));
        await turn();
        expect(loading.end, `what came of it after abort(${why})`).toBe(why);
        expect(loading.timers.running, "timers that run").toBe(0);
      }
  });

  it.each<[string, OpenPage]>([
    ["done", openBody(() => asBody("soup"))],
    ["too large", openBody(() => asBody("soup".repeat(1_000)))],
    ["not there", () => Promise.reject(reason)],
  ])("leaves no timer and no listener behind when a page is %s", async (_, open) => {
    const { signal } = new AbortController();
    const { timers } = startLoading(open, signal);
    await turn();
    expect(timers.running, "timers that run").toBe(0);
    expect(getEventListeners(signal, "abort").length, "listeners on the signal").toBe(0);
  });
});
