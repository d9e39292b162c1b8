// A demo: asks what it will print, runs it, and says whether that was right.

import { spawn } from "node:child_process";
import { relative } from "node:path";
import type { Demo, Lesson } from "../course/course.ts";
import { readPage } from "../course/page.ts";
import type { Prediction } from "../course/predictions.ts";
import { renderMarkdown } from "../reader/reader.ts";
import { span } from "../reader/span.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderProse } from "../views/prose.ts";
import type { Context } from "./command.ts";
import { updateLearnerProgress } from "./learner-progress.ts";
import { arrange } from "./option-order.ts";

/** EX_UNAVAILABLE of sysexits.h: what the demo needs is not here, and it has said so. */
const couldNotRun = 69;

/** Returns the demo's exit code, 1 if it was ended by a signal; undefined if the learner leaves before it runs. */
export async function runDemo(
  lesson: Lesson,
  demo: Demo,
  context: Context,
): Promise<number | undefined> {
  const { terminal } = context;
  const prediction = terminal.isInteractive
    ? readPage(lesson).predictions.find((one) => one.demo === demo.name)
    : undefined;
  const about = `${lesson.id}/${demo.name}`;
  const order = context.optionOrder(about, prediction?.options.length ?? 0);
  const chosen = prediction && (await askPrediction(prediction, order, terminal));
  if (chosen === "left") return undefined;
  const { code, isInterrupted } = await start(demo.file, context);
  if (isInterrupted || code === couldNotRun) {
    const why = isInterrupted ? "You have ended the demo" : "The demo could not run";
    if (chosen !== undefined)
      terminal.print(renderProse([`${why}, so your prediction stays open.`], terminal));
  } else if (prediction) {
    if (chosen !== undefined) {
      const right = prediction.options[chosen]?.right ?? false;
      updateLearnerProgress(context, (progress) => {
        const at = new Date().toISOString();
        progress.predictions[about] = { chosen, right, at };
      });
    }
    const feedback = describePrediction(prediction, chosen, order);
    terminal.print(`${await renderMarkdown(feedback, terminal)}\n`);
  }
  return code;
}

async function askPrediction(
  { question, options }: Prediction,
  order: number[],
  terminal: Terminal,
): Promise<number | "left" | undefined> {
  const choices = order.map((index) => ({
    value: String(index),
    label: plain(options[index]?.text ?? ""),
  }));
  const answer = await terminal.choose(`Predict: ${plain(question)}`, [
    ...choices,
    { value: "none", label: "No prediction: run it" },
  ]);
  if (answer === undefined) return "left";
  return answer === "none" ? undefined : Number(answer);
}

/** After the run, as Markdown: how the prediction did, and every option with its reason, as `order` has them. */
export function describePrediction(
  { options }: Pick<Prediction, "options">,
  chosen: number | undefined,
  order: readonly number[] = [...options.keys()],
): string {
  const verdict =
    chosen === undefined
      ? "**No prediction made.** Here is what was right, and why:"
      : options[chosen]?.right
        ? "**Your prediction was right.**"
        : "**Your prediction was off.**";
  const rows = arrange([...options.entries()], order).map(([index, { text, reason, right }]) => {
    const mark = right ? "right" : "wrong";
    return `- **${mark}${index === chosen ? ", your choice" : ""}:** ${text} — ${reason}`;
  });
  return [`${verdict}`, rows.join("\n")].join("\n\n");
}

/** Inline Markdown as a menu can show it. */
export function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, "").replace(/\s+/g, " ").trim();
}

/** `isInterrupted`: Ctrl-C has ended it, which it did not expect. */
function start(
  file: string,
  { course, terminal }: Context,
): Promise<{ code: number; isInterrupted: boolean }> {
  return new Promise((resolve, reject) => {
    if (terminal.isInteractive) {
      const words = `Running ${relative(course.root, file)} …`;
      terminal.print(`\n${renderProse([span(words, terminal.style.dim)], terminal)}\n`);
    }
    // tsx on every Node, as the page says: `npx tsx lessons/…`.
    const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
      cwd: course.root,
      // In a pipe, it is we who print: a demo does not know what to do when nobody reads any more.
      stdio: ["ignore", terminal.isInteractive ? "inherit" : "pipe", "inherit"],
    });
    child.stdout?.on("data", (bytes: Buffer) => process.stdout.write(bytes));
    // Ctrl-C reaches the demo too; we stay to say what became of it.
    const ignore = () => {};
    process.on("SIGINT", ignore);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.off("SIGINT", ignore);
      // In a pipe, what the demo prints is all there is.
      if (terminal.isInteractive) {
        // They were typed at the demo, which reads none.
        terminal.discardKeys();
        terminal.print("");
      }
      resolve({ code: code ?? 1, isInterrupted: signal === "SIGINT" });
    });
  });
}
