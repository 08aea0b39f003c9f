/**
 * Plays one strategy alone over the bars of one symbol: what it says at each close, and the trades that makes.
 *
 * For the writer of a strategy and for `qt lookahead`; no fund, no governance, no size. A decision at a close is filled
 * at the next open, stops inside the bar at the worse of stop and open, targets and time are looked at on closes: as the
 * fund does it. Costs come off both ways.
 */
import type { Bar } from "../../domain/bar.ts";
import type { Advice, StrategyChoice } from "../../domain/strategy-choice.ts";
import { openOutbox } from "../../events/outbox.ts";
import { openFeatureBoard, updateFeatureBoard } from "../../features/board/feature-board.ts";
import { epochMs, price, quantity } from "../../units/units.ts";
import { openBarMemory } from "./bar-memory.ts";
import { featuresWanted } from "./features-wanted.ts";
import { choose } from "./library.ts";
import type { ClosedBar, Held, Strategy } from "./strategy.ts";
import { ask, type Desk, openDesk, rememberClose } from "./strategies.ts";

export type TrialOptions = {
  readonly parameters?: Readonly<Record<string, number>>;
  /** Lost of the price on each side: fee, spread, slip. */
  readonly costFraction?: number;
  /** The fund's hard limit of stops, share of the price. */
  readonly maxStopDistance?: number;
  readonly intervalMs?: number;
  /** Close of the first bar, ms since 1970 UTC. */
  readonly firstCloseMs?: number;
  /** When each bar closed, where bars are missing between them. */
  readonly closedAtMs?: readonly number[];
  /** Bars that a decision waits before it is carried out, beyond the next open. */
  readonly lagBars?: number;
};

/** What was said at one close; `rested` from the close at which the strategy failed. */
export type Said = { readonly advice: Advice; readonly isHeld: boolean; readonly rested: string | undefined };

export type TrialTrade = {
  /** Numbers of the bars of entry and exit. */
  readonly enteredAt: number;
  readonly leftAt: number;
  /** Costs included. */
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly why: "STOP" | "TARGET" | "TIME" | "OUT" | "END";
  readonly returnRatio: number;
};

export type Trial = { readonly said: readonly Said[]; readonly trades: readonly TrialTrade[] };

const hourMs = 3_600_000;
const symbol = "TRIAL";
const usual = {
  parameters: {},
  costFraction: 0.0009,
  maxStopDistance: 0.04,
  intervalMs: hourMs,
  firstCloseMs: 1_577_836_800_000,
  closedAtMs: [],
  lagBars: 0,
} as const satisfies Required<TrialOptions>;

type Entry = Extract<Advice, { kind: "LONG" }>;
type Holding = {
  readonly entry: Entry;
  readonly enteredAt: number;
  readonly entryPrice: number;
  readonly stop: number;
};
type Due = { readonly at: number; readonly order: Entry | "LEAVE"; readonly why: TrialTrade["why"] };

/** @throws RangeError when the parameters are none of the strategy's */
export function tryOut(strategy: Strategy, bars: readonly ClosedBar[], options: TrialOptions = {}): Trial {
  const trial = new TrialRun(strategy, { ...usual, ...options });
  for (const bar of bars) trial.play(bar);
  return trial.finish();
}

class TrialRun {
  private readonly options: Required<TrialOptions>;
  private readonly choice: StrategyChoice;
  private readonly library;
  private readonly board;
  private readonly state;
  private readonly said: Said[] = [];
  private readonly trades: TrialTrade[] = [];
  private index = -1;
  private holding: Holding | undefined;
  private due: Due | undefined;
  private last: ClosedBar | undefined;

  constructor(strategy: Strategy, options: Required<TrialOptions>) {
    const shelved = { strategy, sha256: null };
    const chosen = choose(shelved, options.parameters);
    if (chosen.kind === "REFUSED") throw new RangeError(chosen.reason);
    this.options = options;
    this.choice = chosen.choice;
    this.library = new Map([[strategy.name, shelved]]);
    const features = featuresWanted([this.choice]);
    this.board = openFeatureBoard(1, features);
    const memory = openBarMemory(1, this.choice.history, features);
    this.state = { memory, rested: new Map<string, string>(), plans: [undefined], code: new Map() };
  }

  play(closed: ClosedBar): void {
    this.index += 1;
    this.last = closed;
    this.fillAtOpen(closed);
    this.stopInside(closed);
    const bar = barOf(closed);
    updateFeatureBoard(this.board, 0, bar);
    rememberClose(this.state, this.board, 0, bar);
    const isHeld = this.holding !== undefined;
    const advice = ask(this.desk(), this.choice, { id: 0, symbol, held: this.held() });
    this.said.push({ advice, isHeld, rested: this.state.rested.get(`${this.choice.name} ${symbol}`) });
    this.obey(advice, closed);
  }

  finish(): Trial {
    if (this.last !== undefined && this.holding !== undefined)
      this.leave(this.holding, this.last.close * (1 - this.options.costFraction), "END");
    return { said: this.said, trades: this.trades };
  }

  private desk(): Desk {
    const { maxStopDistance, firstCloseMs, intervalMs, closedAtMs } = this.options;
    const at = closedAtMs[this.index] ?? firstCloseMs + this.index * intervalMs;
    const outbox = openOutbox(this.index, epochMs(at));
    return openDesk({ state: this.state, library: this.library, maxStopDistance, outbox });
  }

  private held(): Held | undefined {
    if (this.holding === undefined) return undefined;
    const { entryPrice, stop: stopPrice, enteredAt } = this.holding;
    return { entryPrice, stopPrice, bars: this.index - enteredAt + 1 };
  }

  private obey(advice: Advice, { close }: ClosedBar): void {
    if (this.due !== undefined) return;
    const at = this.index + 1 + this.options.lagBars;
    if (this.holding === undefined) {
      if (advice.kind === "LONG") this.due = { at, order: advice, why: "OUT" };
      return;
    }
    const why = this.whyLeave(this.holding, advice, close);
    if (why !== undefined) this.due = { at, order: "LEAVE", why };
  }

  private whyLeave({ entry, entryPrice, enteredAt }: Holding, advice: Advice, close: number) {
    if (this.state.rested.size > 0 || advice.kind === "OUT") return "OUT" as const;
    if (entry.targetDistance !== undefined && close >= entryPrice * (1 + entry.targetDistance))
      return "TARGET" as const;
    return entry.maxBars !== undefined && this.index - enteredAt + 1 >= entry.maxBars ? ("TIME" as const) : undefined;
  }

  private fillAtOpen({ open }: ClosedBar): void {
    if (this.due === undefined || this.due.at > this.index) return;
    const { order, why } = this.due;
    const { costFraction } = this.options;
    this.due = undefined;
    if (order !== "LEAVE") {
      const entryPrice = open * (1 + costFraction);
      const stop = entryPrice * (1 - order.stopDistance);
      this.holding = { entry: order, enteredAt: this.index, entryPrice, stop };
    } else if (this.holding !== undefined) this.leave(this.holding, open * (1 - costFraction), why);
  }

  private stopInside({ open, low }: ClosedBar): void {
    if (this.holding === undefined || !(low <= this.holding.stop)) return;
    this.leave(this.holding, Math.min(open, this.holding.stop) * (1 - this.options.costFraction), "STOP");
  }

  private leave({ enteredAt, entryPrice }: Holding, exitPrice: number, why: TrialTrade["why"]): void {
    const returnRatio = exitPrice / entryPrice - 1;
    this.trades.push({ enteredAt, leftAt: this.index, entryPrice, exitPrice, why, returnRatio });
    this.holding = undefined;
    this.due = undefined;
  }
}

const barOf = ({ open, high, low, close, volume }: ClosedBar): Bar => ({
  symbol,
  open: price(open),
  high: price(high),
  low: price(low),
  close: price(close),
  volume: quantity(volume),
});
