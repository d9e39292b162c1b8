// The lock of a download: one holder at a time, in every order of the steps, and none that is dead.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import * as fileSystem from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inEveryOrder, type Stage } from "#lesson/03-event-loop/every-order.ts";
import { findState, nameHolder, parseHolder } from "#lesson/09-downloader/file/holder.ts";
import { type LockDisk, lockTarget } from "#lesson/09-downloader/file/target-lock.ts";
import type { Said } from "./lock-contender.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "interleave-lock-"));
  target = join(folder, "film.mkv");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The name of a holder that has ended. */
function nameDead(): string {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  return nameHolder().replace(/^\d+/, String(pid));
}

function leaveLockOf(holder: string, file = target): void {
  mkdirSync(`${file}.part.lock`);
  writeFileSync(join(`${file}.part.lock`, holder), "");
}

describe("a holder's name", () => {
  test("is another each time, and says which process it is of", () => {
    const names = [nameHolder(), nameHolder()];
    expect(new Set(names).size).toBe(2);
    expect(names.map(parseHolder)).toMatchObject([{ pid: process.pid }, { pid: process.pid }]);
  });

  test("tells this process, a dead one, and one of which nothing is known", () => {
    const states = [nameHolder(), nameDead(), `${nameHolder()}`.replace(/-\w{8}-/, "-00000000-")]
      .map((name) => parseHolder(name))
      .map((holder) => holder && findState(holder));
    expect(states.slice(0, 2)).toEqual(["ours", "dead"]);
    expect(parseHolder("film.mkv")).toBeUndefined();
  });

  test.skipIf(process.platform !== "linux")("is not that of a later process of its number", () => {
    const later = parseHolder(nameHolder().replace(/^(\d+)-\w+/, "$1-0123abcd"));
    expect(later && findState(later)).toBe("dead");
    const parent = parseHolder(nameHolder().replace(/^\d+-\w+/, `${process.ppid}-0123abcd`));
    expect(parent && findState(parent)).toBe("dead");
  });

  test("of another host says nothing about a process here", () => {
    const other = parseHolder(nameDead().replace(/[0-9a-f]{8}(-[0-9a-f]{8})$/, "0123abcd$1"));
    expect(other && findState(other)).toBe("unknown");
  });
});

describe("the lock", () => {
  test("leaves nothing behind when it is given back", async () => {
    const unlock = await lockTarget(target);
    expect(readdirSync(folder)).toEqual(["film.mkv.part.lock"]);
    await unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is taken from a process that is dead, whose drafts go too", async () => {
    const dead = nameDead();
    leaveLockOf(dead);
    mkdirSync(join(folder, `.${dead}.lock`));
    const unlock = await lockTarget(target);
    await unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of a folder that is empty is free", async () => {
    mkdirSync(`${target}.part.lock`);
    await (await lockTarget(target))();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(["of another host", "of nobody that we know"])("%s is left alone", async (whose) => {
    const other = nameDead().replace(/[0-9a-f]{8}(-[0-9a-f]{8})$/, "0123abcd$1");
    leaveLockOf(whose === "of another host" ? other : ".DS_Store");
    await expect(lockTarget(target)).rejects.toMatchObject({
      kind: "in-use",
      message: `${target} is being downloaded by another process, as ${target}.part.lock says; remove that if it is not so`,
    });
    expect(readdirSync(folder)).toEqual(["film.mkv.part.lock"]);
  });

  test("cannot be taken twice by one process", async () => {
    const unlock = await lockTarget(target);
    await expect(lockTarget(target)).rejects.toMatchObject({ kind: "refused" });
    await unlock();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe.each([
  ["free", "gives it back", [], 85],
  ["an empty folder", "gives it back", [undefined], 85],
  ["of a dead process", "keeps it", [nameDead()], 318],
] as const)("a lock that is %s, of which who gets it %s", (_, then, found, many) => {
  test("is given to one at a time, in every order of the steps of two", async () => {
    const orders = await inEveryOrder((stage) => {
      const place = mkdtempSync(join(folder, "order-"));
      const file = join(place, "film.mkv");
      for (const holder of found) {
        if (holder === undefined) mkdirSync(`${file}.part.lock`);
        else leaveLockOf(holder, file);
      }
      let [inside, times] = [0, 0];
      for (const name of ["Ann", "Bo"]) {
        void lockTarget(file, stepByStep(name, stage)).then(
          async (unlock) => {
            times++;
            inside++;
            if (then === "keeps it") return;
            await stage.event(`${name} has it`);
            inside--;
            await unlock();
          },
          (error) => expect(error).toMatchObject({ kind: "refused" }),
        );
      }
      return {
        check: () => expect(inside, "holders").toBeLessThanOrEqual(1),
        end: () => {
          expect(times, "how often it was given").toBeGreaterThanOrEqual(1);
          expect(readdirSync(place)).toHaveLength(inside);
          rmSync(place, { recursive: true });
        },
      };
    });
    // Another number means other steps, of the lock or of the test.
    expect(orders).toBe(many);
  });
});

/** Each step that another process could see is an event, and takes no time. */
function stepByStep(name: string, stage: Stage): LockDisk {
  const disk: Partial<Record<keyof LockDisk, unknown>> = {
    async mkdir(path: string) {
      mkdirSync(path);
    },
    async writeFile(path: string, text: string) {
      writeFileSync(path, text);
    },
    async rm(path: string) {
      rmSync(path, { recursive: true });
    },
    async rename(from: string, to: string) {
      await stage.event(`${name} moves in`);
      renameSync(from, to);
    },
    async readdir(path: string) {
      await stage.event(`${name} looks`);
      return readdirSync(path);
    },
    async unlink(path: string) {
      await stage.event(`${name} removes a name`);
      unlinkSync(path);
    },
    async rmdir(path: string) {
      await stage.event(`${name} removes the folder`);
      rmdirSync(path);
    },
  };
  return { ...fileSystem, ...disk } as LockDisk;
}

describe("two processes that both find the holder dead", () => {
  const contenders: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of contenders.splice(0)) {
      if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
    }
  });

  function start(): ChildProcess {
    const entry = join(root, "test/downloader/lock-contender.ts");
    const words = ["--conditions=solutions", "--import", "tsx", entry, target];
    const stdio = ["ignore", "inherit", "inherit", "ipc"] as const;
    const child = spawn(process.execPath, words, { cwd: root, stdio: [...stdio] });
    contenders.push(child);
    return child;
  }

  async function hear(child: ChildProcess): Promise<Said> {
    const [said] = await once(child, "message");
    return said;
  }

  /** Lets it take its next step. */
  async function go(child: ChildProcess): Promise<Said> {
    const said = hear(child);
    child.send("go");
    return await said;
  }

  test("do not both get the lock, and the second throws out nobody", async () => {
    const killed = start();
    expect([await hear(killed), await go(killed)]).toEqual(["move in", "got it"]);
    killed.kill("SIGKILL");
    await once(killed, "exit");

    const [first, second] = [start(), start()];
    for (const one of [first, second]) {
      expect([await hear(one), await go(one)]).toEqual(["move in", "throw out"]);
    }
    // Both are about to throw out the dead one. The first does, moves in, and is at work.
    expect([await go(first), await go(first)]).toEqual(["move in", "got it"]);
    const holder = readdirSync(`${target}.part.lock`);
    expect([await go(second), await go(second)]).toEqual(["move in", "in use"]);
    expect(readdirSync(`${target}.part.lock`)).toEqual(holder);
    expect(holder).toHaveLength(1);
    expect(parseHolder(holder[0] ?? "")?.pid).toBe(first.pid);
  });
});
