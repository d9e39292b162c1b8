// The editor: CodeMirror with the colors of the site, and the lines where threads are.

import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import type { LitLine } from "./board-view.ts";
import { scrollWithin } from "./dom.ts";

const setLit = StateEffect.define<LitLine[]>();

const litLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lit, { effects, docChanged, state }) {
    for (const effect of effects) {
      if (!effect.is(setLit)) continue;
      const lines = effect.value
        .filter(({ line }) => line >= 1 && line <= state.doc.lines)
        .sort((a, b) => a.line - b.line);
      return Decoration.set(
        lines.map(({ line, threads }) => {
          const numbers = `thread${threads.length > 1 ? "s" : ""} ${threads.join(", ")}`;
          const label = threads.length === 0 ? "here" : numbers;
          const decoration = Decoration.line({ class: "lit", attributes: { "data-lit": label } });
          return decoration.range(state.doc.line(line).from);
        }),
      );
    }
    return docChanged ? Decoration.none : lit;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colors = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: "keyword" },
  { tag: [tags.string, tags.regexp], class: "string" },
  { tag: [tags.number, tags.bool, tags.null, tags.self], class: "constant" },
  { tag: tags.comment, class: "comment" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.typeName],
    class: "function",
  },
]);

const look = EditorView.theme({
  "&": { border: "2px solid var(--line)", borderRadius: "0.375rem", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "3px solid var(--link)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, Menlo, Consolas, monospace",
    maxHeight: "34rem",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { background: "var(--panel)", color: "var(--quiet)", border: "0" },
  "& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    { background: "color-mix(in srgb, var(--link) 30%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--line)" },
});

export interface EditorEvents {
  onChange(): void;
  /** Ctrl-Enter, or Cmd-Enter. */
  onSubmit(): void;
}

export class Editor {
  readonly #view: EditorView;

  /** @param events none if the text is there to be read */
  constructor(parent: HTMLElement, label: string, text: string, events?: EditorEvents) {
    const submit = {
      key: "Mod-Enter",
      run: () => {
        events?.onSubmit();
        return true;
      },
    };
    const reading = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          indentUnit.of("  "),
          EditorState.tabSize.of(2),
          javascript({ typescript: true }),
          syntaxHighlighting(colors),
          litLines,
          look,
          // Tab leaves the editor, as it leaves any field.
          keymap.of([submit, ...defaultKeymap, ...historyKeymap]),
          // A stop of Tab by its own word, also where it cannot be edited: it scrolls, which a keyboard must be able to do.
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.updateListener.of(({ docChanged }) => {
            if (docChanged) events?.onChange();
          }),
          events ? [] : reading,
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  set text(text: string) {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      changes: { from: 0, to: length, insert: text },
      // Undo brings back what was there, however soon before it came.
      annotations: isolateHistory.of("full"),
    });
  }

  /** Lights these lines and no others, and brings the first of them into view. */
  light(lines: LitLine[]): void {
    const [first] = lines;
    this.#view.dispatch({ effects: setLit.of(lines) });
    const { doc } = this.#view.state;
    if (first === undefined || first.line < 1 || first.line > doc.lines) return;
    const { from } = doc.line(first.line);
    // A view that has just been made does not know yet how high it is.
    this.#view.requestMeasure({
      read: (view) => ({ block: view.lineBlockAt(from), above: view.documentPadding.top }),
      write: ({ block, above }, { scrollDOM }) =>
        scrollWithin(scrollDOM, block.top + above, block.bottom + above),
    });
  }

  focus(): void {
    this.#view.focus();
  }
}
