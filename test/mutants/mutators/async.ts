// Mutators of tasks on the event loop: an `await` left out, a check that is old when it is acted on, a signal kept.

import {
  functionAround,
  isFunction,
  type Mutators,
  methodOf,
  type Node,
  nodesIn,
  replace,
  type Site,
  statementsOf,
  textOf,
} from "../syntax.ts";

const otherWaits: Record<string, string> = {
  all: "allSettled",
  allSettled: "all",
  race: "any",
  any: "race",
};

export const asyncMutators: Mutators = {
  *"an await is left out"({ node, parents, source }) {
    if (node.type === "AwaitExpression" && !isReturnedAnyway(parents))
      yield replace(node, textOf({ source }, node.argument));
    if (node.type === "ForOfStatement" && node.await) {
      yield { start: node.start, end: node.left.start, text: "for (" };
    }
  },

  *"an await comes between check and act"(site) {
    const { node } = site;
    if (node.type !== "IfStatement" || !isInAsync(site) || !readsShared(node.test, site)) return;
    const test = textOf(site, node.test);
    const rest = site.source.slice(node.test.end + 1, node.end);
    yield replace(node, `{ const isSo = ${test}; await null; if (isSo)${rest} }`);
  },

  *"a signal is not handed on"({ node, parents: [parent], source }) {
    if (parent?.type !== "CallExpression" && parent?.type !== "NewExpression") return;
    if (!parent.arguments.some((word) => word === node)) return;
    if (/^([\w.#?]+\.)?\w*signal$/i.test(textOf({ source }, node)))
      yield replace(node, "undefined");
  },

  *"promises are waited for in another way"({ node }) {
    const method = methodOf(node);
    const other = method && otherWaits[method.name];
    if (other && method.object.type === "Identifier" && method.object.name === "Promise") {
      yield replace(method.property, other);
    }
  },
};

/** An async function waits for what it returns or yields, but a `try` around a `return` does not. */
function isReturnedAnyway([parent, ...others]: readonly Node[]): boolean {
  if (parent?.type === "ArrowFunctionExpression" || parent?.type === "YieldExpression") return true;
  const [around] = others.filter((node) => isFunction(node) || node.type === "TryStatement");
  return parent?.type === "ReturnStatement" && around !== undefined && isFunction(around);
}

function isInAsync(site: Site): boolean {
  const around = functionAround(site);
  return around !== undefined && "async" in around && around.async === true;
}

/** Whether another task can change what is looked at: a field of this object, or a `let` of a function further out. */
function readsShared(test: Node, { parents }: Site): boolean {
  const own = parents.findIndex(isFunction);
  const shared = new Set(
    parents
      .slice(own + 1)
      .flatMap(statementsOf)
      .flatMap(listVariables),
  );
  return [...nodesIn(test)].some(
    (node) =>
      node.type === "ThisExpression" || (node.type === "Identifier" && shared.has(node.name)),
  );
}

function listVariables(statement: Node): string[] {
  if (statement.type !== "VariableDeclaration" || statement.kind !== "let") return [];
  return statement.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
}
