// Finds elements that the generator has put into a page.

/** @throws Error if the page has none, which is a mistake of ours */
export function find<E extends HTMLElement = HTMLElement>(from: ParentNode, selector: string): E {
  const element = from.querySelector<E>(selector);
  if (!element) throw new Error(`expected ${selector} on this page, got none`);
  return element;
}

export function findAll<E extends HTMLElement = HTMLElement>(
  from: ParentNode,
  selector: string,
): E[] {
  return [...from.querySelectorAll<E>(selector)];
}
