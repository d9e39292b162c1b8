// Makes elements. Text goes in as text: nothing that an answer says becomes a tag.

type Child = Node | string;

/** @param attributes a boolean sets or leaves out the attribute */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function button(text: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, text);
  made.onclick = onClick;
  return made;
}

/** Text of ours with code in backticks. */
export function withCode(text: string): Child[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part) => (/^`.+`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
}

export function codeBlock(title: string, lines: readonly string[]): HTMLElement {
  const pre = element("pre", { tabindex: "0" }, element("code", {}, lines.join("\n")));
  return element("figure", { class: "code" }, element("figcaption", {}, title), pre);
}

/** The page moves no further than it must, and not at all where it is in view already. */
export function bringIntoView(shown: HTMLElement): void {
  shown.scrollIntoView({ block: "nearest" });
}

/** Brings a part of what scrolls into view; the page itself stays where it is. */
export function scrollWithin(scroller: HTMLElement, top: number, bottom: number): void {
  const { scrollTop, clientHeight } = scroller;
  if (top < scrollTop) scroller.scrollTop = top;
  else if (bottom > scrollTop + clientHeight) scroller.scrollTop = bottom - clientHeight;
}
