// Breadth-first search over all states: the first failure it meets is a shortest one.

import type { Settings } from "../contract/settings.ts";
import { isHeldUp, WAIT } from "../memory/operation.ts";
import type { End } from "../thread/end.ts";
import type { Local } from "../thread/local.ts";
import type { ThreadMachine } from "../thread/thread-machine.ts";
import { countEdges, type Model } from "./model.ts";
import { PersistentSets } from "./persistent.ts";
import { findRace } from "./race.ts";
import {
  canonicalize,
  createRow,
  doStep,
  doWake,
  isReady,
  localOf,
  type Row,
  rankOf,
  writeInitialRow,
} from "./row.ts";
import type { Judge } from "./scenario-judge.ts";
import {
  EdgeStore,
  makeLabel,
  type SelfWaking,
  SPURIOUS,
  STEP,
  StateStore,
  TIMEOUT,
  Triples,
} from "./state-store.ts";

type SearchOptions = Pick<
  Settings,
  "maxStates" | "timeouts" | "spurious" | "preemptions" | "reductions" | "collects" | "maps"
>;

export type Failure =
  | { kind: "race"; state: number; threads: [number, number] }
  | { kind: "stuck"; state: number }
  | { kind: "invariant"; state: number; message: string }
  | { kind: "final"; state: number; message: string }
  | { kind: "end"; state: number; thread: number; end: End };

/** Leads a search along one schedule, in place of all. */
export interface Guide {
  /** The threads, the one that shall run first. The first that leads to a new state is taken. */
  order(): readonly number[];
  took(thread: number): void;
}

/** `running`: call again. `complete`: every state was visited. */
export type SearchStatus = "running" | "complete" | "failed" | "full";

export class Search {
  readonly states: StateStore;
  readonly edges = new EdgeStore();
  failure: Failure | undefined;
  /** Only of a search that maps: what fails in a state, which then has no next one. */
  readonly failures = new Map<number, Failure>();
  /** A sleeping thread could have timed out, and was not let. */
  hasLeftOutTimeout = false;
  hasLeftOutPreemption = false;
  /** In some state all threads have come to their ends. */
  hasEnded = false;
  /** Some edge leads to a state that is not newer: there may be a cycle. */
  mayHaveCycle = false;
  hasUnreliableEdge = false;
  /** Of a complete search, once they were asked for: see `componentsOf`. */
  components: Int32Array | undefined;
  #guide: Guide | undefined;
  #model: Model;
  #judge: Judge;
  #options: SearchOptions;
  #current: Row;
  #next: Row;
  #isUnreliableAt = new Map<Local, boolean>();
  /** Undefined: in every state all threads take their steps. */
  #persistent: PersistentSets | undefined;
  /** States in which one thread alone took a step: the state, the thread, how many edges of threads were known then. */
  #reduced = new Triples();
  /** Those that were looked at again, and how many of `#reduced` that were. */
  #kept = new Triples();
  #revised = 0;

  constructor(model: Model, judge: Judge, options: SearchOptions, guide?: Guide) {
    this.#guide = guide;
    this.#model = model;
    this.#judge = judge;
    this.#options = options;
    this.states = new StateStore(model.width);
    this.#current = createRow(model);
    this.#next = createRow(model);
    const isWhole = options.preemptions === Number.POSITIVE_INFINITY && guide === undefined;
    if (options.reductions.partialOrder && isWhole) {
      this.#persistent = new PersistentSets(model, {
        timeouts: options.timeouts === "explore",
        spurious: options.spurious,
        hasInvariant: judge.hasInvariant,
      });
    }
    writeInitialRow(model, this.#next);
    this.#visit(-1, true);
    for (let t = 0; t < model.threadCount; t++) this.#checkEnd(0, t);
  }

  /** Expands up to `count` states. */
  run(count: number): SearchStatus {
    for (let i = 0; i < count; i++) {
      if (this.failure !== undefined) return "failed";
      if (this.states.count > this.#options.maxStates) return "full";
      if (this.edges.expanded < this.states.count) this.#expand(this.edges.expanded, false);
      else if (!this.#reviseNext()) return "complete";
    }
    return this.failure === undefined ? "running" : "failed";
  }

  /** True if a failure may have shorter schedules than those that were searched. */
  get isReduced(): boolean {
    return this.#persistent !== undefined;
  }

  /**
   * Looks at the next of the states in which one thread alone took a step, and expands it if others may be in its way, by
   * what is known of the threads now. False: none of them had to be expanded since they were all looked at.
   */
  #reviseNext(): boolean {
    const persistent = this.#persistent;
    if (persistent === undefined) return false;
    if (this.#revised === this.#reduced.count) {
      const isSettled = this.#kept.count === this.#reduced.count;
      this.#reduced = this.#kept;
      this.#kept = new Triples();
      this.#revised = 0;
      return !isSettled;
    }
    const [state, thread, edgesKnown] = this.#reduced.get(this.#revised++);
    const known = countEdges(this.#model);
    if (edgesKnown !== known) this.states.read(state, this.#current.words);
    if (edgesKnown === known || persistent.mayGoAlone(this.#current, thread, true)) {
      this.#kept.add(state, thread, known);
    } else {
      this.#expand(state, true);
    }
    return true;
  }

  #expand(state: number, isWhole: boolean): void {
    const { threadCount } = this.#model;
    const { words } = this.#current;
    this.states.read(state, words);
    const race = findRace(this.#model, this.#current);
    if (race !== undefined) this.#fail({ kind: "race", state, threads: race });
    if (this.failure !== undefined) return;
    if (this.failures.has(state)) {
      this.edges.closeState(state);
      return;
    }
    if (!isWhole && this.#takeAlone(state)) return;
    let isStuck = true;
    let isOver = true;
    const order = this.#guide?.order();
    const before = this.states.count;
    for (let i = 0; i < threadCount; i++) {
      const t = order === undefined ? i : (order[i] as number);
      const local = localOf(this.#model, words, t);
      if (local.op === undefined) continue;
      isOver = false;
      if (rankOf(this.#model, words, t) > 0) {
        if (this.#wakeByItself(state, t, local)) isStuck = false;
      } else if (!isHeldUp(local.op, words) && this.#mayRun(t)) {
        isStuck = false;
        this.#take(state, t, STEP, false, local);
      }
      if (this.failure !== undefined) {
        if (isWhole) this.edges.closeState(state);
        return;
      }
      if (this.#guide === undefined || this.states.count === before) continue;
      this.#guide.took(t);
      break;
    }
    if (isStuck && !isOver && !this.#options.collects) {
      this.#fail({ kind: "stuck", state });
    }
    if (this.failure === undefined) this.edges.closeState(state);
  }

  /** Takes the step of one thread in place of all, if nothing that others can do before has to do with it. */
  #takeAlone(state: number): boolean {
    const thread = this.#persistent?.find(this.#current) ?? -1;
    if (thread < 0) return false;
    const edgesKnown = countEdges(this.#model);
    this.#take(state, thread, STEP, false, localOf(this.#model, this.#current.words, thread));
    this.edges.closeState(state);
    this.#reduced.add(state, thread, edgesKnown);
    return true;
  }

  #wakeByItself(state: number, thread: number, local: Local): boolean {
    let canWake = false;
    if (local.op !== undefined && local.op.timeoutMs < Number.POSITIVE_INFINITY) {
      if (this.#options.timeouts === "never") {
        this.hasLeftOutTimeout = true;
      } else {
        canWake = true;
        this.#take(state, thread, TIMEOUT, this.#isUnreliable(thread, local), local);
      }
    }
    if (this.#options.spurious && this.failure === undefined) {
      this.#take(state, thread, SPURIOUS, true, local);
    }
    return canWake;
  }

  /** A thread that does the same whether woken or timed out counts on being woken. */
  #isUnreliable(thread: number, local: Local): boolean {
    let answer = this.#isUnreliableAt.get(local);
    if (answer === undefined) {
      answer = (this.#model.machines[thread] as ThreadMachine).ignoresTimeout(local);
      this.#isUnreliableAt.set(local, answer);
    }
    return answer;
  }

  #take(
    state: number,
    thread: number,
    event: typeof STEP | SelfWaking,
    unreliable: boolean,
    local: Local,
  ): void {
    const model = this.#model;
    const { words } = this.#next;
    const current = this.#current.words;
    for (let i = 0; i < model.width; i++) words[i] = current[i] as number;
    if (event === STEP) {
      doStep(model, this.#next, thread);
    } else {
      doWake(model, this.#next, thread, event);
    }
    if (this.#options.preemptions < Number.POSITIVE_INFINITY) this.#countPreemption(thread);
    if (model.groups.length > 0) canonicalize(model, words);
    if (unreliable) this.hasUnreliableEdge = true;
    const before = this.states.count;
    const writes = local.op !== undefined && local.op.kind !== WAIT;
    const target = this.#visit(state, writes);
    this.edges.add(target, makeLabel(thread, event, unreliable));
    if (target < before) {
      if (target <= state) this.mayHaveCycle = true;
      return;
    }
    for (let t = 0; t < model.threadCount; t++) this.#checkEnd(target, t);
  }

  /** Stores the next row; judges it if it is new. */
  #visit(from: number, mayHaveWritten: boolean): number {
    const before = this.states.count;
    const { words } = this.#next;
    const index = this.states.add(words);
    if (index < before) return index;
    if (mayHaveWritten && this.#hasMemoryChanged(from)) {
      const message = this.#judge.breaksInvariant(words);
      if (message !== undefined) this.#fail({ kind: "invariant", state: index, message });
    }
    return index;
  }

  #hasMemoryChanged(from: number): boolean {
    if (from < 0) return true;
    const { words } = this.#next;
    const current = this.#current.words;
    for (let i = 0; i < this.#model.memoryWords; i++) {
      if (words[i] !== current[i]) return true;
    }
    return false;
  }

  #checkEnd(state: number, thread: number): void {
    const { words } = this.#next;
    const { end } = localOf(this.#model, words, thread);
    if (end === undefined) return;
    const { collects } = this.#options;
    if (end.kind === "unsupported" || (end.kind === "threw" && !collects)) {
      this.#fail({ kind: "end", state, thread, end });
      return;
    }
    if (collects) return;
    if (thread !== this.#model.threadCount - 1 || this.failure !== undefined) return;
    for (let t = 0; t < thread; t++) {
      if (localOf(this.#model, words, t).end === undefined) return;
    }
    this.hasEnded = true;
    const message = this.#judge.breaksFinal(words);
    if (message !== undefined) this.#fail({ kind: "final", state, message });
  }

  #fail(failure: Failure): void {
    const isUnsupported = failure.kind === "end" && failure.end.kind === "unsupported";
    if (!this.#options.maps || isUnsupported) this.failure ??= failure;
    else if (!this.failures.has(failure.state)) this.failures.set(failure.state, failure);
  }

  /** The word after the threads: who ran last, and how often one was preempted. */
  #mayRun(thread: number): boolean {
    if (this.#options.preemptions === Number.POSITIVE_INFINITY) return true;
    const word = this.#current.words[this.#model.width - 1] as number;
    if (!this.#isPreemption(thread, word) || word >> 8 < this.#options.preemptions) return true;
    this.hasLeftOutPreemption = true;
    return false;
  }

  #countPreemption(thread: number): void {
    const at = this.#model.width - 1;
    const word = this.#current.words[at] as number;
    const count = (word >> 8) + (this.#isPreemption(thread, word) ? 1 : 0);
    this.#next.words[at] = (count << 8) | (thread + 1);
  }

  #isPreemption(thread: number, word: number): boolean {
    const last = (word & 255) - 1;
    if (last < 0 || last === thread) return false;
    return isReady(this.#model, this.#current.words, last);
  }
}
