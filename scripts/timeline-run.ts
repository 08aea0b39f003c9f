/** Plays the fund over recorded bars and keeps what a timeline shows: samples at every close, and what governance did. */
import { openRecordedMarket } from "../src/adapters/recorded-market/recorded-market.ts";
import { FundRun } from "../src/apps/backtest/fund-run.ts";
import type { Modes } from "../src/kernel/domain/mandate.ts";
import { type Fact, parseFact } from "../src/kernel/events/catalogue.ts";
import { epochMs } from "../src/kernel/units/units.ts";
import { defaultConfig } from "../src/runtime/default-config.ts";

export type Sample = {
  /** Its place in the run. */
  readonly index: number;
  readonly at: number;
  readonly equity: number;
  readonly drawdown: number;
  readonly exposure: number;
  /** Equal parts of every symbol, bought at the first close, over what was paid. */
  readonly market: number;
  readonly entriesAllowed: boolean;
  readonly stoppedBy: string;
  readonly modes: Modes;
};

export type Happening =
  | {
      readonly kind: "DECISION";
      readonly at: number;
      readonly seat: string;
      readonly what: string;
      readonly outcome: string;
    }
  | { readonly kind: "FROZEN"; readonly at: number; readonly why: string }
  | { readonly kind: "RELEASED"; readonly at: number; readonly by: string; readonly frozenForMs: number }
  | { readonly kind: "CONFLICT" | "TRADE"; readonly at: number };

export type Timeline = {
  readonly name: string;
  /** Equity of the same fund without governance, close by close. */
  readonly ungoverned: readonly number[];
  readonly symbols: readonly string[];
  readonly samples: readonly Sample[];
  readonly happenings: readonly Happening[];
};

/** @param from closes before it only teach; without it the fund trades from the first */
export function playTimeline(path: string, name: string, symbols: readonly string[], from?: number): Timeline {
  const history = openRecordedMarket({ path, symbols });
  const { identity: market, instruments, interval } = history;
  const tradeFrom = epochMs(Math.max(history.firstClose, from ?? 0));
  const choices = { market, instruments, interval, tradeFrom };
  const samples: Sample[] = [];
  const happenings: Happening[] = [];
  let at: number = history.firstClose;
  const free = new FundRun(defaultConfig({ ...choices, governance: "off" }), history.firstClose);
  const ungoverned: number[] = [];
  const run = new FundRun(defaultConfig(choices), history.firstClose, (records) => {
    for (const { kind, payload } of records) if (kind === "F") happenings.push(...happeningOf(factIn(payload), at));
  });
  const bought = new Map<string, { readonly first: number; last: number }>();
  for (const closed of history.closedBars()) {
    at = closed.closedAt;
    run.playClose(closed);
    free.playClose(closed);
    if (at < tradeFrom) continue;
    for (const { symbol, close } of closed.bars) {
      const known = bought.get(symbol);
      if (known === undefined) bought.set(symbol, { first: close, last: close });
      else known.last = close;
    }
    const { lastBriefing, policy } = run.state.fund?.governance ?? {};
    if (lastBriefing === undefined || policy === undefined) continue;
    const { envelope, setBy } = policy.mandate;
    ungoverned.push(free.state.fund?.governance.lastBriefing?.portfolio.equity ?? Number.NaN);
    samples.push({
      index: samples.length,
      at,
      equity: lastBriefing.portfolio.equity,
      drawdown: lastBriefing.performance.drawdown,
      exposure: lastBriefing.portfolio.exposure,
      market: mean([...bought.values()].map(({ first, last }) => last / first)),
      entriesAllowed: envelope.entriesAllowed,
      stoppedBy: setBy.entriesAllowed.replace(/ D\d+-\d+$/, ""),
      modes: policy.modes,
    });
  }
  return { name, ungoverned, symbols, samples, happenings };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function factIn(payload: string): Fact {
  const record: unknown = JSON.parse(payload);
  const fact = typeof record === "object" && record !== null && "fact" in record ? record.fact : undefined;
  const parsed = parseFact(fact);
  if (parsed.kind !== "PARSED") throw new Error(`expected a fact, was ${payload}`);
  return parsed.value;
}

function happeningOf(fact: Fact, at: number): Happening[] {
  switch (fact.type) {
    case "ai.federation.decision_made": {
      const { seat, decision, outcome } = fact.data;
      return [{ kind: "DECISION", at, seat, what: decision.kind, outcome }];
    }
    case "fund.frozen":
      return [{ kind: "FROZEN", at, why: fact.data.trigger }];
    case "fund.released":
      return [{ kind: "RELEASED", at, by: fact.data.releasedBy, frozenForMs: fact.data.frozenForMs }];
    case "federation.conflict_resolved":
      return [{ kind: "CONFLICT", at }];
    case "position.closed":
      return [{ kind: "TRADE", at }];
    default:
      return [];
  }
}
