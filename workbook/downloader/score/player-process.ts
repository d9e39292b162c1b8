// A player as the workbook sees it: a process that plays one play after another, and may hang, crash or exit.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type BusyLine, findBusyLine } from "../../process/busy-line.ts";
import {
  defaultLimits,
  enforceLimits,
  type Limits,
  type StopReason,
} from "../../process/limits.ts";
import { neutralEnvironment } from "../../process/neutral-environment.ts";
import { killGroup } from "../../process/process-group.ts";
import type { FromPlayer, ToPlayer } from "./messages.ts";
import type { Play } from "./plays.ts";

/** How a play ended. After everything but `played` the process is gone. */
export type PlayEnd =
  | Extract<FromPlayer, { type: "played" | "crashed" }>
  | { type: "stopped"; reason: StopReason; busyAt?: BusyLine }
  /** By itself, in mid-play. */
  | { type: "exited"; how: string; errorText: string };

/** For each run of a play, which takes some hundredths of a second of processor time. */
const limits: Limits = {
  ...defaultLimits,
  processorMs: { ...defaultLimits.processorMs, testing: 3_000 },
};

/** A process that is asked where it is opens its inspector on a free port. */
const playerArguments = ["--max-old-space-size=512", "--inspect-port=127.0.0.1:0"];

export class PlayerProcess {
  /** How many plays were begun in it. */
  plays = 0;
  /** Whether the learner's parts could be loaded. */
  isReady = false;
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;
  #runs = 0;
  #outputBytes = 0;
  #errorText = "";
  #onEnd: (end: PlayEnd) => void = () => {};
  #onStop: (reason: StopReason) => void = () => {};

  /** @param folder where the compiled player is; @param ownFolder for what it leaves in mid-play */
  constructor(folder: string, ownFolder: string) {
    const child = fork(join(folder, "player.mjs"), [folder], {
      execArgv: playerArguments,
      env: neutralEnvironment({ TMPDIR: ownFolder, TEMP: ownFolder, TMP: ownFolder }),
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    child.on("message", (message: FromPlayer) => this.#receive(message));
    // A message to a process that has died is answered by its end, not by this error.
    child.on("error", () => {});
    child.stdout?.on("data", (chunk: Buffer) => this.#countOutput(chunk));
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#errorText += chunk.toString("utf8");
      this.#countOutput(chunk);
    });
    // Not before every message is here.
    this.#gone = Promise.all([once(child, "exit"), once(child, "disconnect")]);
    this.#child = child;
  }

  /** Resolves when the play has ended, however it ends. */
  async play({ name }: Play): Promise<PlayEnd> {
    const child = this.#child;
    this.plays++;
    this.#runs++;
    let liftLimits = (): void => {};
    const broken = new Promise<StopReason>((resolve) => {
      this.#onStop = resolve;
      const group = { pid: child.pid ?? 0, look: () => this.#look() };
      liftLimits = enforceLimits(group, limits, resolve);
    });
    const said = new Promise<PlayEnd>((resolve) => {
      this.#onEnd = resolve;
    });
    if (child.connected) child.send({ name } satisfies ToPlayer);
    const end = await Promise.race([
      said,
      broken.then((reason): PlayEnd => ({ type: "stopped", reason })),
      this.#gone.then(() => this.#describeExit()),
    ]);
    liftLimits();
    if (end.type === "played") return end;
    if (end.type === "stopped" && end.reason !== "standing-still") {
      const busyAt = await findBusyLine(child);
      if (busyAt) end.busyAt = busyAt;
    }
    await this.close();
    return end;
  }

  /** Resolves when it is gone, and all that it started. */
  async close(): Promise<void> {
    await killGroup(this.#child);
  }

  #look() {
    return { progress: this.#runs, phase: this.isReady ? "testing" : "loading" } as const;
  }

  #receive(message: FromPlayer): void {
    if (message.type === "ready") this.isReady = true;
    else if (message.type !== "run") this.#onEnd(message);
    this.#runs++;
  }

  #countOutput(chunk: Buffer): void {
    this.#outputBytes += chunk.length;
    if (this.#outputBytes > limits.outputBytes) this.#onStop("output");
  }

  #describeExit(): PlayEnd {
    const { signalCode, exitCode } = this.#child;
    return {
      type: "exited",
      how: signalCode ?? `exit code ${exitCode}`,
      errorText: this.#errorText,
    };
  }
}
