// Parses TypeScript, and walks through what can run of it, each node with those around it.

import { type ESTree, parseSync } from "vite";

export type Node = ESTree.Node;

/** A node of a program, where it stands. */
export interface Site {
  node: Node;
  /** Those around it, the nearest first. */
  parents: readonly Node[];
  /** The whole program. */
  source: string;
}

/** What takes the place of a part of the program. */
export interface Change {
  start: number;
  end: number;
  text: string;
}

/** Lists the changes of one kind that a node allows. They are called what they do: "an await is left out". */
export type Mutators = Record<string, (site: Site) => Iterable<Change>>;

/** What holds types, and nothing that runs. */
const typeKeys = new Set([
  "implements",
  "returnType",
  "superTypeArguments",
  "typeAnnotation",
  "typeArguments",
  "typeParameters",
]);
const typeNodes = new Set([
  "ImportDeclaration",
  "TSInterfaceDeclaration",
  "TSTypeAliasDeclaration",
]);

function parse(source: string) {
  return parseSync("answer.ts", source, { showSemanticErrors: true });
}

/** Whether it has no syntax error. */
export function isProgram(source: string): boolean {
  // The parser builds its tree only for those who ask for it, which takes most of the time.
  return parse(source).errors.length === 0;
}

export function* walk(source: string): Generator<Site> {
  const { errors, program } = parse(source);
  if (errors.length === 0) yield* walkFrom({ node: program, parents: [], source });
}

function* walkFrom(site: Site): Generator<Site> {
  if (typeNodes.has(site.node.type)) return;
  yield site;
  const parents = [site.node, ...site.parents];
  for (const node of childrenOf(site.node)) yield* walkFrom({ ...site, node, parents });
}

/** Every node in it, itself first. */
export function* nodesIn(node: Node): Generator<Node> {
  for (const { node: inner } of walkFrom({ node, parents: [], source: "" })) yield inner;
}

/** The same without what a function in it does when it is called. */
export function* nodesNow(node: Node): Generator<Node> {
  yield node;
  if (isFunction(node)) return;
  for (const inner of childrenOf(node)) yield* nodesNow(inner);
}

function childrenOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([key]) => !typeKeys.has(key))
    .flatMap(([, value]) => value)
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

export function textOf({ source }: Pick<Site, "source">, { start, end }: Node): string {
  return source.slice(start, end);
}

export function replace({ start, end }: Node, text: string): Change {
  return { start, end, text };
}

/** The statements of a block, a function or a `case`. */
export function statementsOf(node: Node): Node[] {
  if (node.type === "BlockStatement" || node.type === "StaticBlock") return node.body;
  return node.type === "SwitchCase" ? node.consequent : [];
}

/** The function that a node is directly in. */
export function functionAround({ parents }: Site): Node | undefined {
  return parents.find(isFunction);
}

export function isFunction({ type }: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type);
}

/** The name of the method in a call such as `line.shift()` or `Atomics.add(…)`, and of what it is called on. */
export function methodOf(node: Node): { object: Node; name: string; property: Node } | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  const { object, property, computed } = node.callee;
  if (computed || property.type !== "Identifier") return undefined;
  return { object, name: property.name, property };
}

/** The arguments of a call of `Atomics`, as they are written. */
export function atomicCall(site: Site): { name: string; words: string[] } | undefined {
  const { node } = site;
  const method = methodOf(node);
  if (node.type !== "CallExpression" || method?.object.type !== "Identifier") return undefined;
  if (method.object.name !== "Atomics") return undefined;
  return { name: method.name, words: node.arguments.map((word) => textOf(site, word)) };
}
