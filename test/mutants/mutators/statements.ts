// Mutators of statements: one is left out, two change places, a loop goes round once, an error meets no `finally`.

import {
  type Change,
  isFunction,
  type Mutators,
  methodOf,
  type Node,
  nodesIn,
  nodesNow,
  replace,
  statementsOf,
  textOf,
} from "../syntax.ts";

const whole = /^(Expression|Return|Throw|Break|Continue|For|ForOf|ForIn|While|DoWhile)Statement$/;
const opens = /^(Await|Yield|New)Expression$|^(Return|Throw|Break|Continue|If|Try)Statement$/;
/** Methods that call nothing of ours before they return. */
const quiet = new Set(
  "addEventListener removeEventListener on once off now push unshift shift pop set add get has delete remove then catch finally".split(
    " ",
  ),
);
const settles = /^(resolve|reject)$/;
const action = /^(Call|Assignment|Await|Update|Unary|Chain)Expression$/;

export const statementMutators: Mutators = {
  *"a condition is another"({ node, source }) {
    const test = conditionOf(node);
    if (!test) return;
    yield replace(test, "false");
    if (isLoop(node) && !canBeLeft(node)) return;
    yield replace(test, "true");
    if (!isLoop(node)) yield replace(test, `!(${textOf({ source }, test)})`);
  },

  *"a statement is left out"({ node, parents: [parent, outer], source }) {
    if (!parent) return;
    if (whole.test(node.type)) {
      if (outer && isFunction(outer) && returnsNothing(node, parent)) return;
      yield statementsOf(parent).includes(node) ? leaveOut(node, source) : replace(node, ";");
    }
    // The only one of an arrow function.
    if (parent.type === "ArrowFunctionExpression" && parent.body === node) {
      if (action.test(node.type)) yield replace(node, "undefined");
    }
  },

  *"two statements change places"({ node, source }) {
    const statements = statementsOf(node);
    for (const [index, second] of statements.entries()) {
      const first = statements[index - 1];
      if (!first || ![first, second].every(hasEffect) || needs(second, first)) continue;
      if (areIndependent(first, second)) continue;
      const [one, other] = [textOf({ source }, first), textOf({ source }, second)];
      const between = source.slice(first.end, second.start);
      yield { start: first.start, end: second.end, text: `${other}${between}${one}` };
    }
  },

  *"a loop goes round once"({ node, source }) {
    if (node.type === "WhileStatement") {
      const [test, body] = [textOf({ source }, node.test), textOf({ source }, node.body)];
      yield replace(node, `if (${test}) ${body}`);
    }
    if (node.type === "DoWhileStatement") yield replace(node, textOf({ source }, node.body));
    if (node.type === "ForStatement" && !node.init && !node.update) {
      const test = node.test ? `if (${textOf({ source }, node.test)}) ` : "";
      yield replace(node, `${test}${textOf({ source }, node.body)}`);
    }
  },

  *"an error meets no finally"({ node, source }) {
    if (node.type !== "TryStatement" || !node.finalizer) return;
    const { start, end } = node.finalizer;
    const body = textOf({ source }, node.finalizer);
    const before = source.slice(node.start, start);
    if (node.handler) return;
    const text = `{ let isThrown = false; ${before.replace(/finally\s*$/, "")}catch (error) { isThrown = true; throw error; } finally { if (!isThrown) ${body} } }`;
    yield { start: node.start, end, text };
  },

  *"an error meets no catch"({ node, source }) {
    if (node.type !== "TryStatement" || !node.handler) return;
    const block = textOf({ source }, node.block);
    const after = node.finalizer
      ? `try ${block} finally ${textOf({ source }, node.finalizer)}`
      : block;
    yield replace(node, after);
  },
};

function conditionOf(node: Node): Node | undefined {
  const hasTest =
    node.type === "IfStatement" || node.type === "ConditionalExpression" || isLoop(node);
  const test = hasTest && "test" in node ? node.test : undefined;
  return test && test.type !== "Literal" ? test : undefined;
}

/** Whether it matters when it runs. One that leaves the block would leave out the other, which is done elsewhere. */
function hasEffect(statement: Node): boolean {
  if (/^(Return|Throw|Break|Continue)Statement$|^FunctionDeclaration$/.test(statement.type))
    return false;
  return [...nodesNow(statement)].some(({ type }) =>
    /^((Call|Await|Assignment|Update|Yield)Expression|(Return|Throw)Statement)$/.test(type),
  );
}

/** Only what runs at once, calls nothing of ours and has no name in common. */
function areIndependent(one: Node, other: Node): boolean {
  if (addsListener(one) && addsListener(other)) return true;
  const [names, others] = [namesIn(one), namesIn(other)];
  if (!names || !others) return false;
  return ![...names].some((name) => others.has(name));
}

/** To an event, and it takes two events to tell in which order their listeners came. */
function addsListener(statement: Node): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const [call] = [...nodesNow(statement)].filter(({ type }) => type === "CallExpression");
  return call !== undefined && /^(on|once|addEventListener)$/.test(methodOf(call)?.name ?? "");
}

/** The names that it reads and writes; undefined where it may do more than is seen. */
function namesIn(statement: Node): Set<string> | undefined {
  const nodes = [...nodesNow(statement)];
  const isOpen = nodes.some(
    (node) =>
      opens.test(node.type) ||
      (node.type === "CallExpression" && !isQuiet(node)) ||
      (node.type === "MemberExpression" && node.computed),
  );
  // A promise takes what settles it first.
  const names = nodes.flatMap(nameOf).map((name) => (settles.test(name) ? "settle" : name));
  return isOpen ? undefined : new Set(names.filter((name) => !quiet.has(name)));
}

function isQuiet(call: Node): boolean {
  if (call.type !== "CallExpression") return false;
  if (call.callee.type === "Identifier") return settles.test(call.callee.name);
  return quiet.has(methodOf(call)?.name ?? "");
}

/** As the function would that ends here. */
function returnsNothing(node: Node, parent: Node): boolean {
  if (node.type !== "ReturnStatement" || statementsOf(parent).at(-1) !== node) return false;
  return !node.argument || nameOf(node.argument)[0] === "undefined";
}

/** Whether `later` cannot even begin before `earlier` has declared its names. */
function needs(later: Node, earlier: Node): boolean {
  if (earlier.type !== "VariableDeclaration") return false;
  const names = new Set(earlier.declarations.flatMap(({ id }) => [...nodesIn(id)]).flatMap(nameOf));
  return [...nodesNow(later)].some((node) => node.type === "Identifier" && names.has(node.name));
}

function nameOf(node: Node): string[] {
  return node.type === "Identifier" || node.type === "PrivateIdentifier" ? [node.name] : [];
}

function isLoop({ type }: Node): boolean {
  return /^(For|While|DoWhile)Statement$/.test(type);
}

/** A loop whose condition always holds and that nothing leaves is no answer that anybody need grade. */
function canBeLeft(loop: Node): boolean {
  return [...nodesNow(loop)].some(({ type }) =>
    /^(Break|Return|Throw)Statement$|^YieldExpression$/.test(type),
  );
}

/** With its line, if it has that for itself. */
function leaveOut({ start, end }: Node, source: string): Change {
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const isAlone = source.slice(lineStart, start).trim() === "" && source[end] === "\n";
  return isAlone ? { start: lineStart, end: end + 1, text: "" } : { start, end, text: "" };
}
