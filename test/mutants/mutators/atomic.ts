// Mutators of threads that share memory: one step becomes two, or plain; who sleeps is woken wrongly, or sleeps anew.

import {
  atomicCall,
  functionAround,
  type Mutators,
  replace,
  type Site,
  textOf,
} from "../syntax.ts";

/** What the cell holds afterwards, by what it held and the words behind the index. */
const results: Record<string, (old: string, words: string[]) => string> = {
  add: (old, [value]) => `${old} + ${value}`,
  sub: (old, [value]) => `${old} - ${value}`,
  and: (old, [value]) => `${old} & ${value}`,
  or: (old, [value]) => `${old} | ${value}`,
  xor: (old, [value]) => `${old} ^ ${value}`,
  exchange: (_old, [value]) => `${value}`,
  compareExchange: (old, [expected, value]) => `${old} === ${expected} ? ${value} : ${old}`,
};

export const atomicMutators: Mutators = {
  *"one atomic step becomes a load and a store"(site) {
    const { name, words } = atomicCall(site) ?? { name: "", words: [] };
    const [cells, index, ...rest] = words;
    const result = results[name];
    if (!result) return;
    const load = `Atomics.load(${cells}, ${index})`;
    const store = (value: string) => `Atomics.store(${cells}, ${index}, ${value})`;
    const [expected, value] = rest;
    yield replace(
      site.node,
      name === "compareExchange"
        ? `((old) => { if (old === ${expected}) ${store(`${value}`)}; return old; })(${load})`
        : `((old) => { ${store(result("old", rest))}; return old; })(${load})`,
    );
  },

  *"an atomic access becomes a plain one"(site) {
    const { name, words } = atomicCall(site) ?? { name: "", words: [] };
    const [cells, index, ...rest] = words;
    const cell = `${cells}[${index}]`;
    if (name === "load") yield replace(site.node, `(${cell} as number)`);
    if (name === "store") yield replace(site.node, `(${cell} = ${rest[0]})`);
    const result = results[name];
    if (!result) return;
    const now = result("old", rest);
    yield replace(site.node, `((old) => { ${cell} = ${now}; return old; })(${cell} as number)`);
  },

  *"a notify wakes another number"(site) {
    const { name, words } = atomicCall(site) ?? { name: "", words: [] };
    if (name !== "notify") return;
    const place = words.slice(0, 2).join(", ");
    yield replace(site.node, `Atomics.notify(${place}, 0)`);
    yield replace(site.node, `Atomics.notify(${place}, 1)`);
    yield replace(site.node, `Atomics.notify(${place})`);
  },

  *"a timeout begins anew, or never ends"(site) {
    const { name, words } = atomicCall(site) ?? { name: "", words: [] };
    const [cells, index, value, timeout] = words;
    if (!/^wait(Async)?$/.test(name) || timeout === undefined) return;
    const call = `Atomics.${name}(${cells}, ${index}, ${value}`;
    yield replace(site.node, `${call})`);
    for (const given of timeoutsAround(site)) yield replace(site.node, `${call}, ${given})`);
  },
};

/** The parameters of the function around that are called a time. */
function timeoutsAround(site: Site): string[] {
  const around = functionAround(site);
  if (!around || !("params" in around) || !Array.isArray(around.params)) return [];
  const names = around.params.map((param) => /^\w+/.exec(textOf(site, param))?.[0] ?? "");
  return names.filter((name) => /ms$|timeout/i.test(name));
}
