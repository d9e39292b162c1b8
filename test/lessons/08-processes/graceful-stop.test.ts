// The tests of exercise `graceful-stop`: parts that stop on command, then a real server.

import { EventEmitter, once } from "node:events";
import { get } from "node:http";
import { describe, expect, it } from "vitest";
import { stopGracefully } from "#exercise/08-processes/graceful-stop.ts";
import type { Part } from "#lesson/08-processes/parts.ts";
import { startProcess } from "#lesson/08-processes/start-process.ts";
import { HandClock, settleDown } from "./fixtures/hand-clock.ts";

/** Its `stop` needs the object that it is called on. */
class ScriptedPart implements Part {
  readonly name: string;
  readonly #begin: () => Promise<void>;

  constructor(name: string, begin: () => Promise<void>) {
    this.name = name;
    this.#begin = begin;
  }

  stop(): Promise<void> {
    return this.#begin();
  }
}

/** A program of three parts that stop when, and how, the test says. */
class Program {
  readonly clock = new HandClock();
  readonly signals = new EventEmitter();
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly reports: string[] = [];
  /** What was reported before it exited: a real program says no more after that. */
  heard: string | undefined;
  readonly #broken: readonly string[];
  readonly #settle = new Map<string, { resolve(): void; reject(reason: unknown): void }>();

  /** @param broken parts whose `stop` throws before there is a promise */
  constructor(broken: readonly string[] = [], names = ["server", "jobs", "database"]) {
    this.#broken = broken;
    stopGracefully({
      parts: names.map((name) => this.#part(name)),
      timeoutMs: 10_000,
      signals: this.signals,
      exit: (code) => {
        this.log.push(`exit ${code}`);
        this.heard ??= this.reports.join("\n");
      },
      report: (line) => void this.reports.push(line),
      clock: this.clock,
    });
  }

  #part(name: string): Part {
    return new ScriptedPart(name, () => {
      this.log.push(`${name} stops`);
      if (this.#broken.includes(name)) throw new Error("the disk is full");
      return new Promise((resolve, reject) => this.#settle.set(name, { resolve, reject }));
    });
  }

  async hears(signal: "SIGTERM" | "SIGINT"): Promise<void> {
    this.signals.emit(signal, signal);
    await settleDown();
  }

  async finishes(...names: string[]): Promise<void> {
    for (const name of names) {
      this.#settle.get(name)?.resolve();
      await settleDown();
    }
  }

  async fails(name: string, reason: unknown): Promise<void> {
    this.#settle.get(name)?.reject(reason);
    await settleDown();
  }

  get exits(): string[] {
    return this.log.filter((line) => line.startsWith("exit"));
  }
}

describe("a program that is told to stop", () => {
  it("does nothing before it is told to", async () => {
    const program = new Program();
    await program.clock.pass(60_000);
    expect(program.log).toEqual([]);
  });

  it("stops its parts in their order, each after the one before has stopped", async () => {
    const program = new Program();
    await program.hears("SIGTERM");
    expect(program.log, "what has begun to stop at first").toEqual(["server stops"]);
    await program.finishes("server");
    expect(program.log, "what has begun to stop after the server").toEqual([
      "server stops",
      "jobs stops",
    ]);
    await program.finishes("jobs", "database");
    expect(program.log.slice(2), "what came after the jobs").toEqual(["database stops", "exit 0"]);
  });

  it("hears Control-C, which is SIGINT, as well", async () => {
    const program = new Program();
    await program.hears("SIGINT");
    await program.finishes("server", "jobs", "database");
    expect(program.exits, "exits after SIGINT").toEqual(["exit 0"]);
  });

  it("stops the other parts when one fails, says so, and exits with 1", async () => {
    const program = new Program();
    await program.hears("SIGTERM");
    await program.finishes("server");
    await program.fails("jobs", new Error("the disk is full"));
    expect(program.log.at(-1), "the last thing done after jobs failed").toBe("database stops");
    await program.finishes("database");
    expect(program.exits, "exits when a part has failed").toEqual(["exit 1"]);
    expect(program.reports.join("\n"), "what was reported").toMatch(/jobs.*the disk is full/);
  });

  it("exits with 1 if a part fails with undefined, null, 0 or an empty text", async () => {
    for (const reason of [undefined, null, 0, ""]) {
      const program = new Program();
      await program.hears("SIGTERM");
      await program.fails("server", reason);
      await program.finishes("jobs", "database");
      expect(program.exits, `exits after a part failed with ${reason}`).toEqual(["exit 1"]);
    }
  });

  it("does the same for a part that throws before it returns a promise", async () => {
    const names = ["server", "jobs", "database"];
    for (const broken of [...names.map((name) => [name]), names]) {
      const program = new Program(broken);
      await program.hears("SIGTERM");
      await program.finishes(...names);
      const title = `when ${broken.join(" and ")} cannot stop`;
      expect(program.log, `what was done ${title}`).toEqual([
        ...names.map((name) => `${name} stops`),
        "exit 1",
      ]);
      for (const name of broken)
        expect(program.reports.join("\n"), `what was reported ${title}`).toMatch(
          new RegExp(`${name}.*the disk is full`),
        );
    }
  });

  it("exits with 1 when the time is over, and says which part was not done", async () => {
    const program = new Program();
    await program.hears("SIGTERM");
    await program.finishes("server");
    await program.clock.pass(9_999);
    expect(program.exits, "exits a millisecond before the time is over").toEqual([]);
    await program.clock.pass(1);
    expect(program.exits, "exits when the time is over").toEqual(["exit 1"]);
    expect(program.heard, "what was reported when the time was over").toContain("jobs");
    await program.finishes("jobs", "database");
    expect(program.exits, "exits, though the parts stop after all").toEqual(["exit 1"]);
  });

  it("says which part was not done, though another of that name was", async () => {
    const program = new Program([], ["server", "server"]);
    await program.hears("SIGTERM");
    await program.finishes("server");
    await program.clock.pass(10_000);
    expect(program.heard, "what was reported of the second of two servers").toContain("server");
  });

  it("says which part was not done, though another one has failed", async () => {
    for (const broken of [[], ["server"]]) {
      const program = new Program(broken);
      await program.hears("SIGTERM");
      await program.fails("server", new Error("the disk is full"));
      await program.clock.pass(10_000);
      expect(program.heard, "what was reported of the jobs, when the server had failed").toMatch(
        /jobs/,
      );
    }
  });

  it("counts the time for all parts together", async () => {
    const program = new Program();
    await program.hears("SIGTERM");
    await program.clock.pass(9_000);
    await program.finishes("server");
    await program.clock.pass(1_000);
    expect(program.exits, "exits when the time is over").toEqual(["exit 1"]);
  });

  it("exits once, and not again when the time is over later", async () => {
    const program = new Program();
    await program.hears("SIGTERM");
    await program.finishes("server", "jobs", "database");
    await program.clock.pass(10_000);
    expect(program.exits, "exits of a program that stopped in time").toEqual(["exit 0"]);
    expect(program.reports, "reports of a program that stopped in time").toEqual([]);
  });

  it("exits immediately at a second signal, with 128 plus its number", async () => {
    for (const [second, code] of [["SIGINT", 130] as const, ["SIGTERM", 143] as const]) {
      const program = new Program();
      await program.hears("SIGTERM");
      await program.hears(second);
      const stops = program.log.filter((line) => line === "server stops");
      expect(stops.length, "times that the server was stopped").toBe(1);
      expect(program.exits, `exits at a second signal, ${second}`).toEqual([`exit ${code}`]);
      await program.finishes("server", "jobs", "database");
      expect(program.exits, "exits when the parts stop after all").toEqual([`exit ${code}`]);
    }
  });
});

it("lets a real server answer what it was asked before SIGTERM, then ends it with 0", async () => {
  const server = startProcess(new URL("./fixtures/slow-server.ts", import.meta.url), [], {
    serialization: "advanced",
  });
  const ended = once(server, "exit");
  const [port] = (await once(server, "message")) as [number];
  const answered = new Promise<number | undefined>((resolve, reject) => {
    get({ port, host: "127.0.0.1" }, (response) => {
      response.resume().once("end", () => resolve(response.statusCode));
    }).once("error", reject);
  });
  // The request is in its hands now, and it answers only after it has heard the signal.
  await once(server, "message");
  server.kill("SIGTERM");
  expect(await answered, "status of a request that came before the signal").toBe(200);
  const [code, signal] = await ended;
  expect({ code, signal }, "how the server ended").toEqual({ code: 0, signal: null });
});
