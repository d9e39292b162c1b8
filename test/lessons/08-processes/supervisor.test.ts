// The tests of exercise `supervisor`: a baker who fails on command, and a clock turned by hand.

import { describe, expect, it } from "vitest";
import { Supervisor } from "#exercise/08-processes/supervisor.ts";
import { systemClock } from "#lesson/08-processes/clock.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";
import {
  type Exit,
  GaveUpError,
  type Supervised,
  type SupervisorOptions,
  supervise,
} from "#lesson/08-processes/supervised.ts";
import { HandClock, settleDown } from "./fixtures/hand-clock.ts";

const thirdTimeLucky = new URL("./fixtures/third-time-lucky.mjs", import.meta.url);

const success: Exit = { code: 0, signal: null };
const failure: Exit = { code: 1, signal: null };
const killed: Exit = { code: null, signal: "SIGKILL" };

/** Its `stop` needs the object that it is called on. */
class Baker implements Supervised {
  readonly ended: Promise<Exit>;
  readonly #ask: () => void;

  constructor(ended: Promise<Exit>, ask: () => void) {
    this.ended = ended;
    this.#ask = ask;
  }

  stop(): void {
    this.#ask();
  }
}

/** A supervisor of a bakery. Each of its bakers works until the test says how that ends. */
class Bakery {
  readonly clock = new HandClock();
  readonly startedAtMs: number[] = [];
  readonly supervisor: Supervisor;
  /** How often a baker at work was asked to stop: to ask one who has gone does nothing. */
  asked = 0;
  working = 0;
  outcome: unknown;
  /** What the next starts throw. */
  refusals: unknown[] = [];
  /** Called within each start. */
  whileStarting: () => void = () => {};
  #end: (exit: Exit) => void = () => {};

  /** @param prepare called before the supervisor runs */
  constructor(
    options: Partial<SupervisorOptions> = {},
    prepare: (supervisor: Supervisor) => void = () => {},
  ) {
    this.supervisor = new Supervisor({
      start: () => this.#start(),
      firstPauseMs: 100,
      longestPauseMs: 1_000,
      maxFailures: 10,
      steadyMs: 60_000,
      clock: this.clock,
      ...options,
    });
    prepare(this.supervisor);
    this.supervisor.run().then(
      (ending) => (this.outcome = ending),
      (error: unknown) => (this.outcome = error),
    );
  }

  #start(): Supervised {
    this.startedAtMs.push(this.clock.nowMs);
    this.whileStarting();
    if (this.refusals.length > 0) throw this.refusals.shift();
    this.working++;
    expect(this.working, "bakers at work at once").toBe(1);
    let isAtWork = true;
    const ended = new Promise<Exit>((resolve) => {
      this.#end = (exit) => {
        isAtWork = false;
        resolve(exit);
      };
    });
    return new Baker(ended, () => {
      if (isAtWork) this.asked++;
    });
  }

  async ends(exit: Exit): Promise<void> {
    this.endsNow(exit);
    await settleDown();
  }

  /** The supervisor has not heard of it yet. */
  endsNow(exit: Exit): void {
    this.working--;
    this.#end(exit);
  }

  /** The baker fails so many times, each time as soon as it is started. */
  async failsTimes(times: number, exit: Exit = failure): Promise<void> {
    for (let time = 0; time < times; time++) {
      await this.ends(exit);
      await this.clock.pass(this.clock.sleepsMs.at(-1) ?? 0);
    }
  }
}

describe("a supervisor", () => {
  it("starts the process once, and is done when it ends well", async () => {
    const bakery = new Bakery();
    expect(bakery.startedAtMs.length, "starts").toBe(1);
    await bakery.ends(success);
    expect(bakery.outcome, "what run() came to after exit code 0").toBe("ended");
    await bakery.clock.pass(5_000);
    expect(bakery.startedAtMs.length, "starts after it has ended well").toBe(1);
  });

  it("starts it again after a failure, but not before the pause is over", async () => {
    const bakery = new Bakery();
    await bakery.ends(failure);
    await bakery.clock.pass(99);
    expect(bakery.startedAtMs.length, "starts 99 ms after the failure").toBe(1);
    await bakery.clock.pass(1);
    expect(bakery.startedAtMs.length, "starts 100 ms after the failure").toBe(2);
  });

  it("takes a death by signal, which has no exit code, for a failure", async () => {
    const bakery = new Bakery();
    await bakery.ends(killed);
    expect(bakery.outcome, "what run() came to after a kill -9").toBe(undefined);
    await bakery.clock.pass(100);
    expect(bakery.startedAtMs.length, "starts after a kill -9").toBe(2);
  });

  it("doubles the pause after each failure in a row, up to the longest", async () => {
    const bakery = new Bakery();
    await bakery.failsTimes(6);
    expect(bakery.clock.sleepsMs, "the pauses").toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it("keeps to the longest pause, however often the process fails in a row", async () => {
    const bakery = new Bakery({ maxFailures: 2_000, steadyMs: 10_000_000 });
    await bakery.failsTimes(1_100);
    expect(bakery.clock.sleepsMs.length, "pauses after 1,100 failures in a row").toBe(1_100);
    for (const [index, pauseMs] of bakery.clock.sleepsMs.entries())
      expect(pauseMs, `the pause after failure ${index + 1}`).toBe(
        [100, 200, 400, 800][index] ?? 1_000,
      );
  });

  it("gives up after `maxFailures` failures in a row, and says which was the last", async () => {
    const bakery = new Bakery({ maxFailures: 3 });
    await bakery.failsTimes(2);
    expect(bakery.outcome, "what run() came to after 2 failures of 3").toBe(undefined);
    await bakery.failsTimes(4, killed);
    expect(bakery.startedAtMs.length, "starts, 3 failures being allowed").toBe(3);
    expect(bakery.clock.sleepsMs.length, "pauses, between 3 starts").toBe(2);
    expect(bakery.outcome).toBeInstanceOf(GaveUpError);
    expect((bakery.outcome as GaveUpError).cause, "the cause of the GaveUpError").toEqual(killed);
  });

  it("forgets the failures before a steady run", async () => {
    const bakery = new Bakery({ maxFailures: 3 });
    await bakery.failsTimes(2);
    await bakery.clock.pass(60_000);
    await bakery.ends(failure);
    // A GaveUpError itself would fill the screen.
    expect(String(bakery.outcome), "what run() came to when a steady run failed").toBe("undefined");
    expect(bakery.clock.sleepsMs.at(-1), "the pause after a steady run").toBe(100);
  });

  it("does not take the pauses, or many short runs, for a steady run", async () => {
    const bakery = new Bakery({ maxFailures: 4, steadyMs: 1_000, firstPauseMs: 1_000 });
    for (let time = 0; time < 4; time++) {
      await bakery.clock.pass(900);
      await bakery.ends(failure);
      await bakery.clock.pass(1_000);
    }
    expect(bakery.outcome, "what run() came to after 4 runs of 900 ms").toBeInstanceOf(GaveUpError);
  });

  it("counts a start that throws as a failure", async () => {
    const bakery = new Bakery({ maxFailures: 3 });
    const broken = new Error("spawn ENOENT");
    bakery.refusals = [broken, broken];
    await bakery.ends(failure);
    await bakery.clock.pass(100);
    expect(bakery.outcome, "what run() came to after a start that threw").toBe(undefined);
    await bakery.clock.pass(5_000);
    expect(bakery.startedAtMs, "when it was started").toEqual([0, 100, 300]);
    expect(bakery.outcome).toBeInstanceOf(GaveUpError);
    expect((bakery.outcome as GaveUpError).cause, "the cause of the GaveUpError").toBe(broken);
  });

  it("does so, too, if what the start throws is undefined, null or 0", async () => {
    for (const thrown of [undefined, null, 0, "", false]) {
      const bakery = new Bakery({ maxFailures: 2 });
      bakery.refusals = [thrown];
      await bakery.ends(failure);
      await bakery.clock.pass(100);
      const after = `after a failure and a start that threw ${JSON.stringify(thrown)}, of 2`;
      expect(bakery.outcome, `what run() came to ${after}`).toBeInstanceOf(GaveUpError);
      const { cause } = bakery.outcome as GaveUpError;
      expect(cause, `the cause of the GaveUpError ${after}`).toBe(thrown);
    }
  });

  it("takes no pause before a start that throws for a steady run", async () => {
    const bakery = new Bakery({ maxFailures: 3, steadyMs: 1_000, firstPauseMs: 1_000 });
    const broken = new Error("spawn ENOENT");
    bakery.refusals = [broken, broken];
    await bakery.ends(failure);
    await bakery.clock.pass(2_000);
    const what = "what run() came to after a failure and 2 starts that threw, 1,000 ms apart";
    expect(bakery.outcome, what).toBeInstanceOf(GaveUpError);
  });

  it("counts anew after a steady run", async () => {
    for (const maxFailures of [3, 1]) {
      const bakery = new Bakery({ maxFailures });
      await bakery.failsTimes(maxFailures - 1);
      await bakery.clock.pass(60_000);
      await bakery.failsTimes(maxFailures - 1);
      const what = "what run() came to after a steady run that failed, and failures in a row:";
      const before = `${what} ${maxFailures - 1} of ${maxFailures}`;
      expect(String(bakery.outcome), before).toBe("undefined");
      await bakery.failsTimes(1);
      const after = `${what} ${maxFailures} of ${maxFailures}`;
      expect(bakery.outcome, after).toBeInstanceOf(GaveUpError);
    }
  });
});

describe("stop", () => {
  it("asks what runs to end, waits for it, and takes its end for no failure", async () => {
    const bakery = new Bakery();
    bakery.supervisor.stop();
    await settleDown();
    expect(bakery.asked, "times that the process was asked to end").toBe(1);
    expect(bakery.outcome, "what run() came to while the process still ends").toBe(undefined);
    await bakery.ends({ code: null, signal: "SIGTERM" });
    await bakery.clock.pass(5_000);
    expect(bakery.outcome, "what run() came to after stop()").toBe("stopped");
    expect(bakery.startedAtMs.length, "starts after stop()").toBe(1);
  });

  it("is a stop even if the process then ends well, or would have been the last to fail", async () => {
    for (const exit of [success, failure]) {
      const bakery = new Bakery({ maxFailures: 1 });
      bakery.supervisor.stop();
      await bakery.ends(exit);
      expect(bakery.outcome, `what run() came to after stop() and exit code ${exit.code}`).toBe(
        "stopped",
      );
    }
  });

  it("while a process starts asks it to end, and takes a start that throws for no failure", async () => {
    for (const refusals of [[], [new Error("spawn ENOENT")]]) {
      const bakery = new Bakery({ maxFailures: 2 });
      bakery.whileStarting = () => bakery.supervisor.stop();
      bakery.refusals = refusals;
      await bakery.ends(failure);
      await bakery.clock.pass(100);
      const { working } = bakery;
      const asked = "times that a process was asked to end, with a stop() as it starts";
      expect(bakery.asked, asked).toBe(working);
      if (working > 0) await bakery.ends(killed);
      expect(bakery.outcome, "what run() came to after a stop() in a start").toBe("stopped");
    }
  });

  it("during a pause ends immediately and starts nothing more", async () => {
    const bakery = new Bakery();
    await bakery.ends(failure);
    bakery.supervisor.stop();
    await settleDown();
    expect(bakery.outcome, "what run() came to at a stop() in a pause").toBe("stopped");
    await bakery.clock.pass(5_000);
    expect(bakery.startedAtMs.length, "starts after stop()").toBe(1);
  });

  it("before `run` lets nothing start", async () => {
    const bakery = new Bakery({}, (supervisor) => supervisor.stop());
    await settleDown();
    expect(bakery.startedAtMs.length, "starts after stop()").toBe(0);
    expect(bakery.outcome, "what run() came to after a stop() before it").toBe("stopped");
  });

  it("in the moment in which the process fails, or a pause ends, starts nothing more", async () => {
    const failing = new Bakery();
    failing.endsNow(failure);
    failing.supervisor.stop();
    await failing.clock.pass(5_000);
    expect(failing.startedAtMs.length, "starts, with a stop() as the process fails").toBe(1);
    expect(failing.outcome, "what run() came to").toBe("stopped");

    const pausing = new Bakery();
    let wake = (): void => {};
    pausing.clock.sleep = () => new Promise((resolve) => (wake = resolve));
    await pausing.ends(failure);
    wake();
    pausing.supervisor.stop();
    await settleDown();
    expect(pausing.startedAtMs.length, "starts, with a stop() as the pause ends").toBe(1);
    expect(pausing.outcome, "what run() came to").toBe("stopped");
  });
});

it("starts a real process again until it ends well", async () => {
  let starts = 0;
  const supervisor = new Supervisor({
    start: () => {
      starts++;
      return supervise(startProcess(thirdTimeLucky, [String(starts)]));
    },
    firstPauseMs: 1,
    longestPauseMs: 1,
    maxFailures: 10,
    steadyMs: 60_000,
    clock: systemClock,
  });
  expect(await supervisor.run()).toBe("ended");
  expect(starts, "starts of a process that fails, is killed, then ends well").toBe(3);
});
