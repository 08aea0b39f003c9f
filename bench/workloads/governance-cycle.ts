/**
 * One governance cycle with its audit: observe, assess, council, arbitrate, direct, and everything that was said sealed into
 * the journal's blocks; beside a council of plain objects with JSON and a sha256 per decision (goal P14).
 *
 * The fund holds two positions whose price moves between cycles, so that every cycle sees another portfolio, and falls
 * through a drawdown now and then, so that seats do speak. Disk is no part of it.
 */
import { BlockEncoder } from "../../src/adapters/journal/block-encoder.ts";
import { genesisSeal } from "../../src/adapters/journal/format.ts";
import { simulatedMarket } from "../../src/adapters/simulated-market/simulated-market.ts";
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import type { Fund, FundState } from "../../src/kernel/fund-state.ts";
import { type Entry, step } from "../../src/kernel/step.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { epochMs, price, seconds } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { entryRecord, factRecord } from "../../src/runtime/journal-records.ts";
import type { Workload } from "../workload.ts";
import { PlainCouncil } from "./plain-council.ts";

const cycles = 20_000;
/** About two thirds of what a quiet machine does. */
const floor = 100_000;
const blockBytes = 64 * 1024;

export function governanceCycle(): Workload[] {
  const ours = openCycle();
  const plain = openPlain();
  const bare = openCycle();
  return [
    {
      name: "one governance cycle",
      amount: cycles,
      unit: "cycles",
      floor,
      candidates: [
        { name: "kernel, journal blocks", run: () => times(() => ours.cycle(true)), one: () => ours.cycle(true) },
        { name: "kernel, no audit", run: () => times(() => bare.cycle(false)), one: () => bare.cycle(false) },
        { name: "objects, JSON, sha256 each", run: () => times(plain.cycle), one: plain.cycle },
      ],
    },
  ];
}

/** What proves the work is that it was done as often: the cycles of one candidate go on from round to round. */
function times(cycle: () => void): string {
  for (let count = 0; count < cycles; count += 1) cycle();
  return `${cycles} cycles`;
}

/** A fund some weeks into a simulated market, with positions. */
function openFund(): { readonly state: FundState; readonly fund: Fund } {
  const history = simulatedMarket({ seed: 42, bars: 3_000 });
  const { identity: market, instruments, interval, firstClose: tradeFrom } = history;
  const run = new FundRun(defaultConfig({ market, instruments, interval, tradeFrom }), history.firstClose);
  for (const closed of history.closedBars()) {
    run.playClose(closed);
    const { fund } = run.state;
    const held = fund?.trading.positions.filter((position) => position !== undefined).length ?? 0;
    if (fund !== undefined && held > 0 && (fund.lastBarsAt ?? 0) > tradeFrom + 600 * interval)
      return { state: run.state, fund };
  }
  throw new Error("expected the fund to hold something");
}

function openCycle() {
  const { state, fund } = openFund();
  const encoder = new BlockEncoder();
  const prices = fund.trading.positions.map((position) => position?.lastPrice ?? 0);
  let seal = genesisSeal;
  let block = 0;
  let count = 0;
  const cycle = (isAudited: boolean): void => {
    count += 1;
    const share = wave(count);
    fund.trading.positions.forEach((position, id) => {
      if (position !== undefined) position.lastPrice = price((prices[id] ?? 0) * share);
    });
    const entry: Entry = {
      seq: state.seq + 1,
      at: epochMs(state.at + seconds(30)),
      origin: "clock",
      event: clockTicked.create({}),
    };
    fund.lastBarsAt = entry.at;
    const { facts } = step(state, entry);
    if (!isAudited) return;
    encoder.add(entryRecord(entry));
    facts.forEach((fact, index) => encoder.add(factRecord(entry.seq, index, fact)));
    if (encoder.bytes < blockBytes) return;
    seal = encoder.seal(seal, block++).seal;
    encoder.clear();
  };
  return { cycle };
}

function openPlain() {
  const { fund } = openFund();
  const council = new PlainCouncil();
  const { equity, exposure, openPositions } = portfolioOf(fund);
  let count = 0;
  const cycle = (): void => {
    count += 1;
    const share = wave(count);
    council.cycle({
      at: fund.governance.lastBriefing?.at ?? 0,
      equity: equity * share,
      drawdown: Math.max(0, 1 - share),
      dailyLoss: Math.max(0, 1 - share) / 2,
      exposure,
      openPositions,
      winRate: 0.55,
      sharpe: 1.2,
      losses: 1,
    });
  };
  return { cycle };
}

/** Prices swing by a few percent over a thousand cycles. */
const wave = (count: number): number => 1 + 0.04 * Math.sin(count / 160) - 0.01 * Math.sin(count / 13);
