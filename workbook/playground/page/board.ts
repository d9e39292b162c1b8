// The board: a schedule as columns of threads, memory, and where everybody is. It is told what to show, and tells what
// was chosen; whose steps they are, a counterexample's or a player's, it does not know.

import type { BoardView, Choice, ThreadView } from "./board-view.ts";
import { bringIntoView, button, element, scrollWithin, withCode } from "./dom.ts";

export interface BoardEvents {
  /** To go to that many steps. */
  onGo(at: number): void;
  /** If a player chooses what comes next, and it is not known yet. */
  game?: {
    /** Steps. */
    par: number | undefined;
    /** One of the steps that the view offers. */
    onChoose(choice: Choice): void;
    onHint(): void;
    /** What else there is to say of a step, and to do. */
    below: HTMLElement;
  };
}

export class BoardElement {
  readonly root: HTMLElement;
  readonly #events: BoardEvents;
  readonly #step = element("p", { class: "step", role: "status", tabindex: "-1" });
  /** Where one stands, and what there is to say of it. */
  readonly #said = element("div", { class: "said" }, this.#step);
  readonly #threads = element("ul", { class: "threads" });
  readonly #memory = element("dl", { class: "memory" });
  readonly #schedule = element("div", {
    class: "wide",
    tabindex: "0",
    role: "region",
    "aria-label": "Schedule",
  });
  /** They lead to other steps: back from where one stands, or onwards. */
  readonly #back: HTMLButtonElement[];
  readonly #onwards: HTMLButtonElement[];
  #view: BoardView | undefined;

  /** @param title what is stepped through */
  constructor(title: string, events: BoardEvents) {
    this.#events = events;
    const { game } = events;
    this.#back = game
      ? [
          button("Take a step back (u)", () => this.#go(this.#at - 1)),
          button("Start again (r)", () => this.#go(0)),
        ]
      : [button("To the start", () => this.#go(0)), button("Back", () => this.#go(this.#at - 1))];
    this.#onwards = game
      ? []
      : [
          button("Step", () => this.#go(this.#at + 1)),
          button("To the end", () => this.#go(this.#last)),
        ];
    const hint = game ? [button("Hint (h)", () => game.onHint())] : [];
    const keys = game
      ? "The number of a thread lets it go. These keys work while the focus is in the game."
      : "Arrow keys step forwards and back; Home and End go to either end.";
    const memory = [element("p", { class: "about" }, "Memory"), this.#memory];
    const buttons = element("div", { class: "buttons" }, ...this.#back, ...this.#onwards, ...hint);
    this.root = element(
      "section",
      { class: "board", "aria-label": title },
      element("p", { class: "about" }, keys),
      ...(game ? [this.#said] : [buttons, this.#said]),
      this.#threads,
      ...(game ? [buttons] : []),
      ...memory,
      element("p", { class: "about" }, "Schedule"),
      this.#schedule,
    );
    // Of a game, whoever shows the board hears more keys than those that are pressed inside it.
    if (game) {
      this.#said.append(game.below);
      return;
    }
    this.root.onkeydown = (event) => {
      if (isShortcut(event) || !this.press(event.key)) return;
      event.preventDefault();
      this.reveal();
    };
  }

  /** After a key, which is pressed wherever the page stands. */
  reveal(): void {
    bringIntoView(this.#said);
  }

  /** What a key does is done; false if it does nothing. */
  press(key: string): boolean {
    const act = this.#actOf(key);
    act?.();
    return act !== undefined;
  }

  get #at(): number {
    return this.#view?.at ?? 0;
  }

  get #last(): number {
    return this.#view?.rows.length ?? 0;
  }

  /** What a key does; undefined if nothing. */
  #actOf(key: string): (() => void) | undefined {
    const { game } = this.#events;
    const places: Readonly<Record<string, number>> = game
      ? { u: this.#at - 1, r: 0 }
      : { ArrowLeft: this.#at - 1, ArrowRight: this.#at + 1, Home: 0, End: this.#last };
    const to = places[key];
    if (to !== undefined) return () => this.#go(to);
    if (game && key === "h") return () => game.onHint();
    const choices = this.#view?.threads[Number(key) - 1]?.choices;
    const [choice] = choices ?? [];
    return game && choice ? () => game.onChoose(choice) : undefined;
  }

  /** @param note what the last step came to, such as why it fails */
  show(view: BoardView, note = ""): void {
    const { at, threads, memory, rows } = view;
    const { game } = this.#events;
    this.#view = view;
    const last = rows[at - 1];
    const done = last ? `: thread ${last.thread + 1}, ${last.text}.` : ".";
    const of = game ? `, par ${game.par ?? "none"}` : ` of ${rows.length}`;
    this.#step.replaceChildren(...withCode(`Step ${at}${of}${done} ${note}`.trim()));
    this.#showThreads(threads);
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
    const row = this.#schedule.querySelector<HTMLElement>("[aria-current]");
    if (row) scrollWithin(this.#schedule, row.offsetTop, row.offsetTop + row.offsetHeight);
    for (const one of this.#back) one.setAttribute("aria-disabled", String(at === 0));
    for (const one of this.#onwards) one.setAttribute("aria-disabled", String(at === rows.length));
  }

  /** Who chose by a button has the focus at that thread's next one, or else at what is said. */
  #showThreads(threads: readonly ThreadView[]): void {
    const shown = [...this.#threads.children];
    const focused = shown.findIndex((one) => one.contains(document.activeElement));
    this.#threads.replaceChildren(...threads.map((thread) => this.#showThread(thread)));
    if (focused < 0) return;
    const own = this.#threads.children[focused]?.querySelector("button");
    (own ?? this.#threads.querySelector("button") ?? this.#step).focus();
  }

  #go(to: number): void {
    if (to >= 0 && to <= this.#last && to !== this.#at) this.#events.onGo(to);
  }

  #showThread({ name, state, where, code, isNext, choices }: ThreadView): HTMLElement {
    const label = element("strong", {}, name);
    const head = element("p", {}, label, isNext ? " goes next: " : ": ", state);
    const line = element("p", {}, `Line ${where} `, element("code", {}, code));
    const offers = choices.map((choice) =>
      button(`Let ${name} go: ${choice.does}`, () => this.#events.game?.onChoose(choice)),
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

/** Whether a key is pressed together with one that makes it the browser's. */
export function isShortcut({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
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
