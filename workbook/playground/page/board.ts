// The board: a schedule as columns of threads, memory, and where everybody is. It is told what to show, and tells what
// was chosen; whose steps they are, a counterexample's or a player's, it does not know.

import type { BoardView, Choice, ThreadView } from "./board-view.ts";
import { button, element } from "./dom.ts";

export interface BoardEvents {
  /** To go to that many steps. */
  onGo(at: number): void;
  /** A player takes one of the steps that the view offers. */
  onChoose?(choice: Choice): void;
}

export class BoardElement {
  readonly root: HTMLElement;
  readonly #events: BoardEvents;
  readonly #step = element("p", { class: "step", role: "status" });
  readonly #threads = element("ul", { class: "threads" });
  readonly #memory = element("dl", { class: "memory" });
  readonly #schedule = element("div", {
    class: "wide",
    tabindex: "0",
    role: "region",
    "aria-label": "Schedule",
  });
  readonly #buttons: Record<"start" | "back" | "forward" | "end", HTMLButtonElement>;
  #at = 0;
  #last = 0;

  /** @param title what is stepped through */
  constructor(title: string, events: BoardEvents) {
    this.#events = events;
    this.#buttons = {
      start: button("To the start", () => this.#go(0)),
      back: button("Back", () => this.#go(this.#at - 1)),
      forward: button("Step", () => this.#go(this.#at + 1)),
      end: button("To the end", () => this.#go(this.#last)),
    };
    const { start, back, forward, end } = this.#buttons;
    this.root = element(
      "section",
      { class: "board", "aria-label": title },
      element(
        "p",
        { class: "about" },
        "Arrow keys step forwards and back; Home and End go to either end.",
      ),
      element("div", { class: "buttons" }, start, back, forward, end),
      this.#step,
      this.#threads,
      element("p", { class: "about" }, "Memory"),
      this.#memory,
      element("p", { class: "about" }, "Schedule"),
      this.#schedule,
    );
    this.root.onkeydown = (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const to = { ArrowLeft: this.#at - 1, ArrowRight: this.#at + 1, Home: 0, End: this.#last }[
        event.key
      ];
      if (to === undefined) return;
      event.preventDefault();
      this.#go(to);
    };
  }

  /** @param note what the last step came to, such as why it fails */
  show(view: BoardView, note = ""): void {
    const { at, threads, memory, rows } = view;
    this.#at = at;
    this.#last = rows.length;
    const last = rows[at - 1];
    const done = last ? `: thread ${last.thread + 1}, ${last.text}.` : ".";
    this.#step.textContent = `Step ${at} of ${rows.length}${done} ${note}`.trim();
    this.#threads.replaceChildren(...threads.map((thread) => this.#showThread(thread)));
    this.#memory.replaceChildren(
      ...memory.map(({ name, value, before }) =>
        element(
          "div",
          before === undefined ? {} : { class: "changed" },
          element("dt", {}, name),
          element("dd", {}, before === undefined ? value : `${before} → ${value}`),
        ),
      ),
    );
    this.#schedule.replaceChildren(showTable(view));
    this.#schedule.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    const { start, back, forward, end } = this.#buttons;
    for (const [one, isOver] of [
      [start, at === 0],
      [back, at === 0],
      [forward, at === rows.length],
      [end, at === rows.length],
    ] as const)
      one.setAttribute("aria-disabled", String(isOver));
  }

  #go(to: number): void {
    if (to >= 0 && to <= this.#last && to !== this.#at) this.#events.onGo(to);
  }

  #showThread({ name, state, where, code, isNext, choices }: ThreadView): HTMLElement {
    const label = element("strong", {}, name);
    const head = element("p", {}, label, isNext ? " goes next: " : ": ", state);
    const line = element("p", {}, `Line ${where} `, element("code", {}, code));
    const offers = choices.map((choice) =>
      button(`Let ${name} go: ${choice.does}`, () => this.#events.onChoose?.(choice)),
    );
    return element(
      "li",
      isNext ? { class: "next" } : {},
      head,
      ...(where === "" ? [] : [line]),
      ...offers,
    );
  }
}

function showTable({ rows, at, threads, loopFrom }: BoardView): HTMLTableElement {
  const columns = threads.map(({ name }) => element("th", { scope: "col" }, name));
  const head = element("tr", {}, element("th", { scope: "col" }, "Step"), ...columns);
  const body = rows.map(({ number, thread, text }, index) => {
    const state: Record<string, string> =
      index === at - 1 ? { "aria-current": "step" } : index >= at ? { class: "to-come" } : {};
    const repeats = index === loopFrom ? " ↻" : "";
    const cells = threads.map((_, one) => element("td", {}, one === thread ? text : ""));
    return element("tr", state, element("th", { scope: "row" }, number + repeats), ...cells);
  });
  const caption =
    loopFrom === undefined ? [] : [element("caption", {}, "What follows ↻ repeats forever.")];
  return element(
    "table",
    {},
    ...caption,
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
}
