// The tests of exercise `worker-pattern`: every order in which jobs end. No timer ever fires.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runWorkers } from "#exercise/04-queues/worker-pattern.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";
import { describeWorkersEnd } from "./fixtures/describe-workers-end.ts";
import { describeWorkersPace } from "./fixtures/describe-workers-pace.ts";
import { collect, Library, show } from "./fixtures/library.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("runWorkers", () => {
  it("yields an outcome for every job", async () => {
    const double = (job: number) => job * 2;
    const outcomes = await collect(runWorkers([1, 2, 3], double, { workers: 2 }));
    const shown = outcomes.map((outcome) => `${outcome.job}: ${show(outcome)}`).toSorted();
    expect(shown.join(", "), "jobs and what came of them").toBe("1: 2, 2: 4, 3: 6");
  });

  it("yields nothing if there is nothing to do", async () => {
    const outcomes = await collect(runWorkers([], () => "done", { workers: 3 }));
    expect(outcomes.length, "outcomes of no jobs").toBe(0);
  });

  it("takes an error for a result, whether it is thrown immediately or later", async () => {
    const work = (job: string) => {
      if (job === "at once") throw new Error("thrown");
      return job === "later" ? Promise.reject(new Error("rejected")) : job;
    };
    const jobs = ["at once", "later", "never"];
    const outcomes = await collect(runWorkers(jobs, work, { workers: 1 }));
    expect(outcomes.map(show).join(", "), "the outcomes").toBe(
      "Error: thrown (at once), Error: rejected (later), never",
    );
  });

  it("takes no job for an end marker", async () => {
    const jobs = [null, undefined, 0, "", false, "end"];
    const outcomes = await collect(runWorkers(jobs, (job) => job, { workers: 2 }));
    expect(outcomes.length, "outcomes of null, undefined, 0, '', false and 'end'").toBe(6);
  });

  it("takes undefined, null and 0 for an error if work throws them", async () => {
    const work = (thrown: unknown) => {
      throw thrown;
    };
    const jobs = [undefined, null, 0, "", false];
    const outcomes = await collect(runWorkers(jobs, work, { workers: 1 }));
    const expected = jobs.map((job) => ({ job, ok: false, error: job }));
    expect(outcomes, "outcomes of work that throws its job").toEqual(expected);
  });

  it("works on a job as often as it is in the list", async () => {
    const jobs = ["a", "a", "b"];
    const outcomes = await collect(runWorkers(jobs, (job) => job, { workers: 2 }));
    expect(outcomes.map(show).toSorted().join(", "), "outcomes of a, a and b").toBe("a, a, b");
  });

  it("takes jobs from an async iterable too", async () => {
    async function* jobs(): AsyncGenerator<string> {
      yield "a";
      yield "b";
    }
    const outcomes = await collect(runWorkers(jobs(), (job) => job, { workers: 1 }));
    expect(outcomes.map(show).join(", "), "the outcomes").toBe("a, b");
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d workers",
    async (workers) => {
      const outcomes = collect(runWorkers(["a"], (job) => job, { workers }));
      expect(await outcomes.catch((error: unknown) => error)).toBeInstanceOf(RangeError);
    },
  );

  it("works on exactly as many jobs at the same time as asked", async (context) => {
    await expectInEveryOrder(context, "5 jobs of 2 workers", (stage) => {
      const library = new Library(stage);
      const jobs = ["a", "b", "c", "d", "e"];
      void library.readAll(runWorkers(jobs, library.fetch, { workers: 2 }));
      return {
        check: () => {
          const wanted = Math.min(2, jobs.length - library.ended.length);
          expect(library.underWay.size, "jobs that were worked on at the same time").toBe(wanted);
        },
        end: () => expect(library.end, "the iteration").toBe("done"),
      };
    });
  });

  it("yields outcomes as they come, so that a slow job holds up no other", async (context) => {
    await expectInEveryOrder(context, "4 jobs of 3 workers, of which 1 fails", (stage) => {
      const library = new Library(stage);
      const jobs = ["a", "no b", "c", "d"];
      void library.readAll(runWorkers(jobs, library.fetch, { workers: 3 }));
      return {
        check: () => {
          const expected = library.ended.map((name) =>
            name === "no b" ? "Error: there is no b (no b)" : name.toUpperCase(),
          );
          expect(library.outcomes.join(", "), "outcomes read so far").toBe(expected.join(", "));
        },
        end: () => expect(library.end, "the iteration").toBe("done"),
      };
    });
  });

  it("aborts the signal of no job whose result is wanted, though another fails", async (context) => {
    await expectInEveryOrder(context, "3 jobs of 2 workers, of which 1 fails", (stage) => {
      const library = new Library(stage);
      const jobs = ["a", "no b", "c"];
      void library.readAll(runWorkers(jobs, library.fetch, { workers: 2 }));
      return {
        check: () => {
          const told = library.end ? 0 : library.signals.filter(({ aborted }) => aborted).length;
          expect(told, "jobs whose signal was aborted while the iteration goes on").toBe(0);
        },
        end: () => expect(library.end, "the iteration").toBe("done"),
      };
    });
  });
});

describe("runWorkers and its reader", () => {
  it("takes no job before the first outcome is asked for", async () => {
    let taken = 0;
    function* jobs(): Generator<string> {
      taken++;
      yield "a";
    }
    const iteration = runWorkers(jobs(), (job) => job, { workers: 2 });
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken, "jobs taken before an outcome is asked for").toBe(0);
    const outcomes = await collect(iteration);
    expect(outcomes.map(show).join(", "), "the outcomes").toBe("a");
  });

  it("takes jobs as they are needed", async () => {
    let [taken, read] = [0, 0];
    function* endless(): Generator<number> {
      for (;;) {
        // Whoever wants all of them would never come to an end.
        if (taken === 1_000)
          throw new Error(`1,000 jobs were taken, and ${read} outcomes were read`);
        yield taken++;
      }
    }
    const work = (job: number) => new Promise<number>((resolve) => setImmediate(resolve, job));
    for await (const outcome of runWorkers(endless(), work, { workers: 2 })) {
      if (!outcome.ok) throw outcome.error;
      if (++read === 10) break;
    }
    expect(read, "outcomes read").toBe(10);
  });

  it("slows the workers down if no outcome is read", async () => {
    const begun: number[] = [];
    const jobs = Array.from({ length: 200 }, (_, job) => job);
    const work = (job: number) => void begun.push(job);
    const iteration = runWorkers(jobs, work, { workers: 3 });
    await iteration.next();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (begun.length > 20) expect.fail(`${begun.length} jobs were begun, and one outcome was read`);
    await iteration.return();
  });
});

describeWorkersEnd();
describeWorkersPace();
