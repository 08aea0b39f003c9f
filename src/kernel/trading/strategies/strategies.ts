/**
 * The strategies of a fund: what they may look at, and what each says when it is asked.
 *
 * One that throws or says nonsense is put to rest for the symbol, with a fact that says so, until the process restarts or
 * the configuration changes; the others go on. What it holds there is left, since nobody watches it any more.
 */
import type { Bar } from "../../domain/bar.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { Advice, ExitPlan, StrategyChoice, StrategyCode } from "../../domain/strategy-choice.ts";
import { emit, type Outbox } from "../../events/outbox.ts";
import { strategyRested } from "../../events/trading-events.ts";
import { type FeatureBoard, featureOf } from "../../features/board/feature-board.ts";
import { type BarMemory, barsKept, openBarMemory, rememberBar } from "./bar-memory.ts";
import { featuresWanted } from "./features-wanted.ts";
import type { StrategyLibrary } from "./library.ts";
import { readAdvice } from "./read-advice.ts";
import type { Held } from "./strategy.ts";
import { openView } from "./view.ts";

export type StrategyState = {
  memory: BarMemory;
  /** Why a strategy rests on a symbol, keyed `strategy symbol`. */
  readonly rested: Map<string, string>;
  /** What the latest entry of a strategy asked for, per instrument id. */
  readonly plans: (ExitPlan | undefined)[];
  /** The code of each as it was last asked: the guard holds it against the configuration. */
  readonly code: Map<string, StrategyCode>;
};

const memoryFor = ({ instruments, strategies }: FundConfig): BarMemory =>
  openBarMemory(
    instruments.length,
    strategies.reduce((longest, { history }) => Math.max(longest, history), 0),
    featuresWanted(strategies),
  );

export const openStrategies = (config: FundConfig): StrategyState => ({
  memory: memoryFor(config),
  rested: new Map(),
  plans: config.instruments.map(() => undefined),
  code: new Map(),
});

/** Other strategies look at other things: they begin to look anew. Rested ones may try again. */
export function reopenStrategies(state: StrategyState, config: FundConfig): void {
  state.memory = memoryFor(config);
  state.rested.clear();
  state.code.clear();
}

/** After the board has taken the bar in. */
export function rememberClose({ memory }: StrategyState, board: FeatureBoard, id: number, bar: Bar): void {
  if (memory.length > 0) rememberBar(memory, id, bar, (name) => featureOf(board, name, id));
}

/** What one is asked about. */
export type Question = {
  readonly id: number;
  readonly symbol: string;
  /** What the strategy itself holds of the symbol. */
  readonly held: Held | undefined;
};

/** Those who are asked at one close. */
export type Desk = {
  readonly state: StrategyState;
  readonly library: StrategyLibrary;
  /** The fund's hard limit, share of the price. */
  readonly maxStopDistance: number;
  readonly outbox: Outbox;
  readonly window: ReturnType<typeof openView>;
};

export const openDesk = (parts: Omit<Desk, "window">): Desk => ({ ...parts, window: openView() });

const nothing: Advice = { kind: "NONE" };

/** NONE while too few bars have closed, and from one that rests. */
export function ask(desk: Desk, choice: StrategyChoice, question: Question): Advice {
  const { memory } = desk.state;
  const { name, parameters, history } = choice;
  const shelved = desk.library.get(name);
  if (shelved === undefined) throw new Error(`expected a strategy that this code knows, was ${name}`);
  desk.state.code.set(name, { version: shelved.strategy.version, sha256: shelved.sha256 });
  if (isResting(desk.state, name, question.symbol) || barsKept(memory, question.id) < history) return nothing;
  const { features } = choice;
  desk.window.aim({
    ...question,
    memory,
    history,
    features,
    maxStopDistance: desk.maxStopDistance,
    at: desk.outbox.at,
  });
  const said = attempt(() => shelved.strategy.decide(desk.window.view, parameters));
  const read = said.kind === "THREW" ? said : readAdvice(said.value, desk.maxStopDistance);
  if (read.kind === "READ") return read.advice;
  rest(desk, name, question.symbol, read.reason);
  return nothing;
}

export const isResting = ({ rested }: StrategyState, strategy: string, symbol: string): boolean =>
  rested.size > 0 && rested.has(restKey(strategy, symbol));

const restKey = (strategy: string, symbol: string): string => `${strategy} ${symbol}`;

function rest({ state, outbox }: Desk, strategy: string, symbol: string, reason: string): void {
  state.rested.set(restKey(strategy, symbol), reason);
  emit(outbox, strategyRested.create({ strategy, symbol, reason }));
}

type Attempt =
  | { readonly kind: "RETURNED"; readonly value: unknown }
  | { readonly kind: "THREW"; readonly reason: string };

function attempt(run: () => unknown): Attempt {
  try {
    return { kind: "RETURNED", value: run() };
  } catch (error) {
    return { kind: "THREW", reason: `it threw ${error instanceof Error ? error.message : String(error)}` };
  }
}
