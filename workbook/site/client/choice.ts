// The form of a question: its options come in another order each time, and its answer opens after a choice.

import { find, findAll } from "./elements.ts";

export class ChoiceForm {
  readonly form: HTMLFormElement;
  readonly #fieldset: HTMLFieldSetElement;
  readonly #button: HTMLButtonElement;
  readonly #status: HTMLElement;
  readonly #answer: HTMLDetailsElement;

  constructor(form: HTMLFormElement) {
    this.form = form;
    this.#fieldset = find(form, "fieldset");
    this.#button = find(form, "button:not([type])");
    this.#status = find(form, "[data-status]");
    this.#answer = find(form, "details.answer");
  }

  /** Asks, in a new order; `onChoice` gets the indices of the chosen options, from 0, in the order of the file. */
  ask(onChoice: (chosen: number[]) => void): void {
    const order = shuffle([...findAll(this.#fieldset, "[data-option]").keys()]);
    for (const list of [this.#fieldset, find(this.#answer, "ul")]) arrange(list, order);
    this.form.reset();
    this.#show({ isOpen: true });
    this.#status.textContent = "";
    this.form.onsubmit = (event) => {
      event.preventDefault();
      const chosen = findAll<HTMLInputElement>(this.#fieldset, "input:checked");
      if (chosen.length === 0) this.#status.textContent = "Choose one option or more.";
      else onChoice(chosen.map(({ value }) => Number(value)).sort((a, b) => a - b));
    };
  }

  /** Every option with its reason, in place of what could be chosen. */
  answer(chosen: readonly number[]): void {
    for (const mark of findAll(this.#answer, "[data-chosen]")) {
      mark.hidden = !chosen.includes(
        Number(mark.closest<HTMLElement>("[data-option]")?.dataset.option),
      );
    }
    this.#show({ isOpen: false });
  }

  /** A live region: a screen reader says it. */
  say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  focusAnswer(): void {
    find(this.#answer, "summary").focus();
  }

  /** Of each option, whether it is right, in the order of the file. */
  get right(): boolean[] {
    const options = findAll(this.#answer, "[data-option]").sort(
      (a, b) => Number(a.dataset.option) - Number(b.dataset.option),
    );
    return options.map(({ classList }) => classList.contains("right"));
  }

  #show({ isOpen }: { isOpen: boolean }): void {
    this.#fieldset.hidden = !isOpen;
    this.#button.hidden = !isOpen;
    this.#answer.hidden = isOpen;
    this.#answer.open = !isOpen;
  }
}

function arrange(list: HTMLElement, order: readonly number[]): void {
  for (const index of order) list.append(find(list, `:scope > [data-option="${index}"]`));
}

/** Fisher and Yates; Durstenfeld's form (1964). */
function shuffle<T>(items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
  return items;
}
