// Mutators of expressions: constants, boundaries, operators, what may be missing, what is taken from which end.

import { type Mutators, methodOf, type Node, replace, type Site, textOf } from "../syntax.ts";

const boundaries: Record<string, string> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const opposites: Record<string, string> = {
  "===": "!==",
  "!==": "===",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "+=": "-=",
  "-=": "+=",
  "++": "--",
  "--": "++",
};
const otherMethods: Record<string, string> = {
  shift: "pop",
  pop: "shift",
  push: "unshift",
  unshift: "push",
  every: "some",
  some: "every",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  on: "once",
  once: "on",
};
/** Names of what is counted or measured, of which one too many or too few can be given. */
const amount =
  /(count|number|size|length|index|position|offset|start|end|first|last|bytes|chunk|ms|capacity|limit|concurrency|places|parties|permits|attempts?|retries|times|seq|id|amount|left|free)$/i;

export const expressionMutators: Mutators = {
  *"a constant is another"({ node, parents, source }) {
    const [parent] = parents;
    if (node.type !== "Literal") return;
    const isOnce = parents[2] !== undefined && hearsOnce(parents[2]);
    if (typeof node.value === "boolean" && !isOnce) yield replace(node, String(!node.value));
    if (typeof node.value !== "number" || isKey(node, parent)) return;
    if (isNumberToWake(node, parent)) return;
    const text = textOf({ source }, node);
    if (!isNumberOfCells(parents)) {
      yield replace(node, /^\d+$/.test(text) ? String(node.value + 1) : `(${text} + 1)`);
    }
    // A minus of its own would meet one that stands before it.
    yield replace(
      node,
      node.value === 0 ? "(-1)" : /^\d+$/.test(text) ? String(node.value - 1) : `(${text} - 1)`,
    );
  },

  *"a boundary moves by one"({ node, source }) {
    const other = node.type === "BinaryExpression" ? boundaries[node.operator] : undefined;
    if (other && node.type === "BinaryExpression")
      yield withOperator(node, node.left, other, source);
  },

  *"an operator is another"({ node, parents, source }) {
    if (node.type === "BinaryExpression" || node.type === "AssignmentExpression") {
      const other = opposites[node.operator];
      if (other && !isCondition(node, parents[0]))
        yield withOperator(node, node.left, other, source);
    }
    if (node.type === "UpdateExpression") {
      const name = textOf({ source }, node.argument);
      const other = opposites[node.operator] ?? "";
      yield replace(node, node.prefix ? `${other}${name}` : `${name}${other}`);
    }
    if (
      node.type === "UnaryExpression" &&
      node.operator === "!" &&
      !isCondition(node, parents[0])
    ) {
      yield replace(node, textOf({ source }, node.argument));
    }
  },

  *"one side of && or || decides alone"({ node, source }) {
    if (node.type !== "LogicalExpression" || node.operator === "??") return;
    yield replace(node, textOf({ source }, node.left));
    yield replace(node, textOf({ source }, node.right));
  },

  *"what may be missing is not looked after"({ node, source }) {
    if (node.type === "LogicalExpression" && node.operator === "??") {
      yield replace(node, textOf({ source }, node.left));
      yield replace(node, textOf({ source }, node.right));
    }
    if (node.type === "AssignmentExpression" && node.operator === "??=") {
      yield withOperator(node, node.left, "=", source);
    }
    if (node.type === "MemberExpression" && node.optional) {
      const [object, property] = [
        textOf({ source }, node.object),
        textOf({ source }, node.property),
      ];
      yield replace(node, node.computed ? `${object}[${property}]` : `${object}.${property}`);
    }
    if (node.type === "CallExpression" && node.optional) {
      const callee = textOf({ source }, node.callee);
      yield replace(node, `${callee}${source.slice(node.callee.end, node.end).replace("?.", "")}`);
    }
  },

  *"what is falsy counts as missing"({ node, source }) {
    if (node.type === "LogicalExpression" && node.operator === "??" && !isFalsy(node.right)) {
      yield replace(
        node,
        `(${textOf({ source }, node.left)} || ${textOf({ source }, node.right)})`,
      );
    }
    if (node.type !== "BinaryExpression" || !/^[!=]==$/.test(node.operator)) return;
    if (!/^(undefined|null)$/.test(textOf({ source }, node.right))) return;
    const not = node.operator === "===" ? "!" : "!!";
    yield replace(node, `${not}(${textOf({ source }, node.left)})`);
  },

  *"one too many or too few is given"(site) {
    const { node, parents } = site;
    const [parent] = parents;
    if (!isAmount(node, site) || !isArgument(node, parent)) return;
    yield replace(node, `(${textOf(site, node)} + 1)`);
    yield replace(node, `(${textOf(site, node)} - 1)`);
  },

  *"another method is called"({ node }) {
    const method = methodOf(node);
    const other = method && !hearsOnce(node) && otherMethods[method.name];
    if (other) yield replace(method.property, other);
  },

  *"an option is left out"({ node, parents: [parent], source }) {
    if (node.type !== "ObjectExpression" || (parent && hearsOnce(parent))) return;
    for (const property of node.properties) {
      const rest = node.properties.filter((one) => one !== property);
      yield replace(node, `{ ${rest.map((one) => textOf({ source }, one)).join(", ")} }`);
    }
  },
};

/** What is falsy, and of the same type, is the same: false takes the place of false. */
function isFalsy(node: Node): boolean {
  return node.type === "Literal" && node.value !== null && !node.value;
}

function withOperator(node: Node, left: Node, operator: string, source: string) {
  const between = source.slice(left.end, node.end);
  const rest = between.replace(/^(\s*)[-+*/%<>=!?]+/, `$1${operator}`);
  return { start: left.end, end: node.end, text: rest };
}

/** Negated as a whole by another mutator. */
function isCondition(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && "test" in parent && parent.test === node;
}

function isKey(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && "key" in parent && parent.key === node;
}

/** Changed by another mutator. */
function isNumberToWake(node: Node, parent: Node | undefined): boolean {
  if (parent?.type !== "CallExpression" || parent.arguments[2] !== node) return false;
  return methodOf(parent)?.name === "notify";
}

/** A class that says how much shared memory it needs may take more than it uses. */
function isNumberOfCells(parents: readonly Node[]): boolean {
  const owner = parents.find(({ type }) => type === "PropertyDefinition");
  if (owner?.type !== "PropertyDefinition" || !owner.static) return false;
  return owner.key.type === "Identifier" && owner.key.name === "length";
}

function isAmount(node: Node, site: Pick<Site, "source">): boolean {
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return false;
  return amount.test(textOf(site, node)) && !textOf(site, node).includes("(");
}

/** A listener to what comes once at most, however it listens. */
function hearsOnce(node: Node): boolean {
  const [event] = node.type === "CallExpression" ? node.arguments : [];
  return event?.type === "Literal" && /^(abort|exit|close|end|error)$/.test(String(event.value));
}

/** That a number is a whole one says the same of the next. */
function isArgument(node: Node, parent: Node | undefined): boolean {
  if (parent?.type !== "CallExpression" && parent?.type !== "NewExpression") return false;
  const isAsked = /^is[A-Z]/.test(methodOf(parent)?.name ?? "");
  return !isAsked && parent.arguments.some((word) => word === node);
}
