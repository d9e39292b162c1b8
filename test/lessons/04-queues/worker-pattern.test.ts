// The tests of exercise `worker-pattern`: every order in which jobs end. No timer ever fires.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Outcome, runWorkers } from "#exercise/04-queues/worker-pattern.ts";
import type { Stage } from "#lesson/03-event-loop/every-order.ts";
import { expectInEveryOrder } from "../03-event-loop/fixtures/orders.ts";

const reason = new Error("the library closes");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
});

afterEach(() => {
  vi.useRealTimers();
});

type Read = Outcome<string, string>;

/** Documents that are fetched: which of them has been begun, is under way, has ended, was read. */
class Library {
  readonly begun: string[] = [];
  readonly underWay = new Set<string>();
  readonly ended: string[] = [];
  readonly outcomes: string[] = [];
  readonly signals: AbortSignal[] = [];
  /** What the iteration has come to: undefined as long as it goes on. */
  end: string | undefined;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Is done when the stage says so. A document whose name begins with "no " is not there. */
  readonly fetch = async (name: string, signal: AbortSignal): Promise<string> => {
    this.#stage.note(`${name} is begun`);
    this.begun.push(name);
    this.signals.push(signal);
    this.underWay.add(name);
    await this.#stage.event(`${name} comes`);
    this.underWay.delete(name);
    this.ended.push(name);
    if (name.startsWith("no ")) throw new Error(`there is ${name}`);
    return name.toUpperCase();
  };

  /** Reads outcomes until there are no more, or `isEnough`. A slow reader goes on when the stage says so. */
  async readAll(
    iteration: AsyncIterable<Read>,
    isEnough = () => false,
    isSlow = false,
  ): Promise<void> {
    try {
      for await (const outcome of iteration) {
        this.outcomes.push(show(outcome));
        this.#stage.note(`read: ${show(outcome)}`);
        if (isEnough()) break;
        if (isSlow) await this.#stage.event(`${show(outcome)} is put away`);
      }
      this.end = "done";
    } catch (error) {
      this.end = String(error);
    }
    this.#stage.note(`the iteration has ended: ${this.end}`);
  }
}

function show(outcome: Outcome<unknown, unknown>): string {
  return outcome.ok ? `${outcome.value}` : `${outcome.error} (${outcome.job})`;
}

async function collect<Job, Result>(
  iteration: AsyncIterable<Outcome<Job, Result>>,
): Promise<Outcome<Job, Result>[]> {
  const outcomes: Outcome<Job, Result>[] = [];
  for await (const outcome of iteration) outcomes.push(outcome);
  return outcomes;
}

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

  it("takes jobs from an async iterable too", async () => {
    async function* jobs(): AsyncGenerator<string> {
      yield "a";
      yield "b";
    }
    const outcomes = await collect(runWorkers(jobs(), (job) => job, { workers: 1 }));
    expect(outcomes.map(show).join(", "), "the outcomes").toBe("a, b");
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %d workers", async (workers) => {
    const outcomes = collect(runWorkers(["a"], (job) => job, { workers }));
    expect(await outcomes.catch((error: unknown) => error)).toBeInstanceOf(RangeError);
  });

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
});

describe("runWorkers and its reader", () => {
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

  it("begins no job once the loop is left, and leaves no worker at work", async (context) => {
    await expectInEveryOrder(context, "4 jobs of 2 workers, and a break", (stage) => {
      const library = new Library(stage);
      const jobs = ["a", "b", "c", "d"];
      const options = { workers: 2, signal: new AbortController().signal };
      let begunAtBreak: number | undefined;
      const leave = () => {
        begunAtBreak = library.begun.length;
        return true;
      };
      void library.readAll(runWorkers(jobs, library.fetch, options), leave);
      return {
        check: () => {
          if (begunAtBreak === undefined) return;
          // The worker whose outcome was read may have taken its next job before the reader left.
          const late = library.begun.length - begunAtBreak;
          if (late > 1) expect.fail(`${late} jobs were begun after the break`);
          const notTold = library.signals.filter((signal) => !signal.aborted).length;
          expect(notTold, "jobs whose signal was not aborted after the break").toBe(0);
          if (library.end) {
            expect(library.underWay.size, "jobs still worked on after the loop").toBe(0);
          }
        },
        end: () => {
          expect(library.end, "the iteration").toBe("done");
          expect(library.outcomes.length, "outcomes read").toBe(1);
        },
      };
    });
  });

  it("stops when its signal is aborted, and throws the reason", async (context) => {
    await expectInEveryOrder(context, "4 jobs of 2 workers, and an abort", (stage) => {
      const [library, phone] = [new Library(stage), new AbortController()];
      const jobs = ["a", "b", "c", "d"];
      const options = { workers: 2, signal: phone.signal };
      let begunAtAbort: number | undefined;
      void stage.event("the library closes").then(() => {
        if (library.end) return;
        begunAtAbort = library.begun.length;
        phone.abort(reason);
      });
      void library.readAll(runWorkers(jobs, library.fetch, options));
      return {
        check: () => {
          if (begunAtAbort === undefined) return;
          expect(library.begun.length - begunAtAbort, "jobs begun after the abort").toBe(0);
          const notTold = library.signals.filter((signal) => !signal.aborted).length;
          expect(notTold, "jobs whose signal was not aborted").toBe(0);
          if (library.end) {
            expect(library.underWay.size, "jobs still worked on after the abort").toBe(0);
          }
        },
        end: () => {
          const expected = begunAtAbort === undefined ? "done" : String(reason);
          expect(library.end, "the iteration").toBe(expected);
        },
      };
    });
  });

  it("begins no job if its signal is aborted already, and throws the reason", async () => {
    const begun: string[] = [];
    const work = (job: string) => begun.push(job);
    const options = { workers: 2, signal: AbortSignal.abort(reason) };
    const outcomes = runWorkers(["a", "b", "c"], work, options);
    await expect(outcomes.next()).rejects.toBe(reason);
    expect(begun, "jobs begun").toEqual([]);
  });

  it("begins no job that comes after the abort", async (context) => {
    await expectInEveryOrder(context, "2 jobs that come late, and an abort", (stage) => {
      const [library, phone] = [new Library(stage), new AbortController()];
      async function* jobs(): AsyncGenerator<string> {
        for (const name of ["a", "b"]) {
          await stage.event(`the order of ${name} comes`);
          yield name;
        }
      }
      let begunAtAbort: number | undefined;
      void stage.event("the library closes").then(() => {
        begunAtAbort = library.begun.length;
        phone.abort(reason);
      });
      void library.readAll(runWorkers(jobs(), library.fetch, { workers: 2, signal: phone.signal }));
      const check = () => {
        if (begunAtAbort === undefined) return;
        expect(library.begun.length - begunAtAbort, "jobs begun after the abort").toBe(0);
      };
      return { check };
    });
  });

  it("throws the reason of an abort that comes with the last outcome", async () => {
    const phone = new AbortController();
    const options = { workers: 2, signal: phone.signal };
    const read = async () => {
      for await (const _ of runWorkers(["a"], (job) => job, options)) phone.abort(reason);
    };
    expect(await read().catch((error: unknown) => error), "what it threw").toBe(reason);
  });

  it("throws what the jobs throw", async () => {
    function* jobs(): Generator<string> {
      yield "a";
      throw new Error("the list is torn");
    }
    const outcomes = collect(runWorkers(jobs(), (job) => job, { workers: 2 }));
    const thrown = await outcomes.catch((error: unknown) => String(error));
    expect(thrown, "what the iteration threw").toBe("Error: the list is torn");
  });

  it("leaves no worker at work when the jobs throw", async (context) => {
    await expectInEveryOrder(context, "2 jobs, and a list that is torn", (stage) => {
      const library = new Library(stage);
      function* jobs(): Generator<string> {
        yield* ["a", "b"];
        throw new Error("the list is torn");
      }
      void library.readAll(runWorkers(jobs(), library.fetch, { workers: 3 }));
      return {
        check: () => {
          if (!library.end) return;
          expect(library.underWay.size, "jobs still worked on when it has thrown").toBe(0);
        },
        end: () => expect(library.end, "the iteration").toBe("Error: the list is torn"),
      };
    });
  });
});

describe("runWorkers and a list that comes late", () => {
  it("does not wait for a job that never comes, once the loop is left or the signal is aborted", async (context) => {
    await expectInEveryOrder(context, "2 jobs, then silence, and an abort", (stage) => {
      const [library, phone] = [new Library(stage), new AbortController()];
      const silence = new Promise<never>(() => {});
      async function* jobs(): AsyncGenerator<string> {
        yield* ["a", "b"];
        await silence;
      }
      let isLeft = false;
      void stage.event("the library closes").then(() => {
        isLeft = library.end !== undefined;
        phone.abort(reason);
      });
      const options = { workers: 2, signal: phone.signal };
      void library.readAll(
        runWorkers(jobs(), library.fetch, options),
        () => library.outcomes.length === 2,
      );
      return {
        end: () => expect(library.end, "the iteration").toBe(isLeft ? "done" : String(reason)),
      };
    });
  });

  it("yields outcomes while the next job is awaited", async (context) => {
    await expectInEveryOrder(context, "3 jobs that come late, of 2 workers", (stage) => {
      const library = new Library(stage);
      let come = 0;
      async function* jobs(): AsyncGenerator<string> {
        for (const name of ["a", "b", "c"]) {
          await stage.event(`the order of ${name} comes`);
          come++;
          yield name;
        }
      }
      void library.readAll(runWorkers(jobs(), library.fetch, { workers: 2 }));
      return {
        check: () => {
          const expected = library.ended.map((name) => name.toUpperCase());
          expect(library.outcomes.join(", "), "outcomes read so far").toBe(expected.join(", "));
          const wanted = Math.min(2, come - library.ended.length);
          expect(library.underWay.size, "jobs that were worked on at once").toBe(wanted);
        },
        end: () => expect(library.end, "the iteration").toBe("done"),
      };
    });
  });
});

describe("runWorkers and a slow reader", () => {
  const never = () => false;

  it("keeps what comes while nobody reads", async (context) => {
    await expectInEveryOrder(context, "3 jobs of 4 workers, read slowly", (stage) => {
      const library = new Library(stage);
      const outcomes = runWorkers(["a", "b", "c"], library.fetch, { workers: 4 });
      void library.readAll(outcomes, never, true);
      return {
        end: () => {
          expect(library.end, "the iteration").toBe("done");
          expect(library.outcomes.toSorted().join(", "), "outcomes read").toBe("A, B, C");
        },
      };
    });
  });

  it("throws the reason of an abort that comes while nobody reads", async (context) => {
    await expectInEveryOrder(context, "2 jobs, read slowly, and an abort", (stage) => {
      const [library, phone] = [new Library(stage), new AbortController()];
      let isOver = false;
      void stage.event("the library closes").then(() => {
        isOver = library.end !== undefined;
        phone.abort(reason);
      });
      const options = { workers: 3, signal: phone.signal };
      void library.readAll(runWorkers(["a", "b"], library.fetch, options), never, true);
      const end = () => expect(library.end, "the iteration").toBe(isOver ? "done" : String(reason));
      return { end };
    });
  });

  it("throws what the jobs throw while nobody reads", async (context) => {
    await expectInEveryOrder(context, "2 jobs, read slowly, and a list that is torn", (stage) => {
      const library = new Library(stage);
      async function* jobs(): AsyncGenerator<string> {
        yield* ["a", "b"];
        await stage.event("the list tears");
        throw new Error("the list is torn");
      }
      void library.readAll(runWorkers(jobs(), library.fetch, { workers: 2 }), never, true);
      return { end: () => expect(library.end, "the iteration").toBe("Error: the list is torn") };
    });
  });
});
