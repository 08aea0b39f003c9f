/**
 * The authority state machine, driven through the real kernel: seats, stances, modes, freeze, brake, operator, stage.
 *
 * Inputs are abstract: a level of drawdown instead of a market, a day instead of its bars, one command of each shape. The
 * fund is whole and holds a position, so that exits can be asked for in every state. Money is moved in its ledger by
 * hand. A state is forked by copying it, as a snapshot would be.
 */
import type { Bar } from "../../src/kernel/domain/bar.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { seniority } from "../../src/kernel/domain/decision.ts";
import { riskModeLimits } from "../../src/kernel/domain/risk-mode.ts";
import { riskModes, tradingModes } from "../../src/kernel/domain/modes.ts";
import { integrationStages } from "../../src/kernel/domain/subsystem.ts";
import type { InputEvent } from "../../src/kernel/events/catalogue.ts";
import { fundRestarted, journalReserveUsed } from "../../src/kernel/events/fund-events.ts";
import { clockTicked } from "../../src/kernel/events/market-events.ts";
import {
  operatorBrakeSet,
  operatorDecisionForced,
  operatorEssTripped,
  operatorFlagsSet,
  operatorModeSet,
  operatorRiskModeSet,
  operatorReviewGiven,
  operatorRiskSet,
  operatorSeatSwitched,
  operatorStageSet,
} from "../../src/kernel/events/operator-events.ts";
import { venueConnectionChanged } from "../../src/kernel/events/venue-events.ts";
import { payFee } from "../../src/kernel/ledger/ledger.ts";
import { portfolioOf } from "../../src/kernel/step-govern.ts";
import { decodeState, encodeState } from "../../src/kernel/state-codec.ts";
import { days, durationMs, epochMs, fraction, hours, price, ratio, usd } from "../../src/kernel/units/units.ts";
import { at, bar, closedTrade, day, hour, tradingConfig, wavyClose } from "../scenarios/given.ts";
import {
  allModelsSay,
  close,
  feed,
  fundOf,
  openWorld,
  passTime,
  performAtBook,
  type Step,
  type World,
} from "../scenarios/world.ts";

export const modelConfig: FundConfig = {
  ...tradingConfig,
  seats: ["SUPERVISOR", "CRO", "CEO", "CONTROLLER", "CIO", "CFO", "RESEARCHER"],
  scriptedReviewAfterMs: null,
  /** An overdue drill demotes by itself within the longest wait. */
  drillEveryMs: days(20),
};

const btcPrice = 100;
const bars = (btc = btcPrice): Bar[] => [bar("BTC", btc), bar("ETH", 50)];

/** A fund with one position, calm and settled. */
export function openModel(config: FundConfig = modelConfig): World {
  const world = openWorld(config);
  const wavy = (index: number) => [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
  for (let index = -12; index <= 0; index += 1) close(world, at(index * hour), wavy(index));
  allModelsSay(world, "BTC", 0.95, at(2 * hour));
  for (const index of [1, 2]) close(world, at(index * hour), wavy(index));
  allModelsSay(world, "BTC", 0.51, at(4 * hour));
  for (const index of [3, 4]) close(world, at(index * hour), bars());
  if (fundOf(world).trading.positions[0] === undefined) throw new Error("expected the model to hold BTC");
  return fork(world);
}

/** The same fund, to go another way from here. */
export function fork({ state, book, reports }: World): World {
  const copy: World = {
    library: undefined,
    ...structuredClone({ state, book, reports }),
    steps: [],
    perform: (effect) => performAtBook(copy, effect),
    watch: () => undefined,
    waiting: [],
    isPerforming: false,
  };
  return copy;
}

/** What a move may do to limits, which is what the checks demand of it. */
export type Effect = "NEVER_LOOSENS" | "MAY_LOOSEN" | "LETS_BRAKE_GO";

export type Move = {
  readonly name: string;
  readonly effect: Effect;
  readonly make: (world: World) => Step[];
  /** What holds in the same entry when the command was not refused: tightening is immediate. */
  readonly demands?: (world: World) => boolean;
};

const entriesAreAllowed = (world: World): boolean =>
  fundOf(world).governance.policy?.mandate.envelope.entriesAllowed ?? true;

const told = (world: World, origin: "operator" | "clock" | "venue" | "runtime", event: InputEvent): Step[] => [
  feed(world, world.state.at, origin, event),
];
const tick = (world: World): Step[] => told(world, "clock", clockTicked.create({}));

/** Equity to `share` below the peak that drawdown runs from. */
function fallTo(world: World, share: number): Step[] {
  const fund = fundOf(world);
  const { earlierPeak, today } = fund.governance.performance;
  const target = Math.max(earlierPeak, today.peak) * (1 - share);
  payFee(fund.ledger, usd(portfolioOf(fund).equity - target));
  return tick(world);
}

/** Marks what is held at this price, without a trade. */
function markAt(world: World, value: number): Step[] {
  for (const position of fundOf(world).trading.positions) if (position !== undefined) position.lastPrice = price(value);
  return tick(world);
}

/** Time goes by: the fund's own timers fire, then a close comes, or only the clock. */
function wait(world: World, ms: number, withBars: boolean): Step[] {
  const from = world.steps.length;
  const until = epochMs(world.state.at + ms);
  passTime(world, until);
  if (withBars) close(world, until, bars(fundOf(world).trading.positions[0]?.lastPrice));
  else feed(world, until, "clock", clockTicked.create({}));
  return world.steps.slice(from);
}

function loseTrades(world: World, count: number): Step[] {
  const { trading } = fundOf(world);
  for (let loss = 0; loss < count; loss += 1) trading.closedTrades.push(closedTrade(-1, world.state.at));
  return tick(world);
}

/** Down and up again: the state as text and back, then what a start says. */
function restart(world: World, poison: boolean): Step[] {
  const read = decodeState(encodeState(world.state));
  Object.assign(world.state, read);
  const cause = poison ? { seq: world.state.seq, message: "poison" } : null;
  return told(world, "runtime", fundRestarted.create({ poison: cause }));
}

const ada = { operator: "Ada", reason: "tells so" };
const nobody = { operator: null, reason: "tells so" };
const quarter = durationMs(15 * 60_000);

const losses: Move[] = [0.025, 0.035, 0.055, 0.065, 0.085, 0.105, 0.21].map((share) => ({
  name: `drawdown ${(share * 100).toFixed(1)} %`,
  // A drawdown of 2.5 % is a recovery for a fund that stands lower.
  effect: "MAY_LOOSEN",
  make: (world) => fallTo(world, share),
}));

const markets: Move[] = [
  ...losses,
  { name: "drawdown 0", effect: "MAY_LOOSEN", make: (world) => fallTo(world, 0) },
  { name: "equity 900 USD", effect: "NEVER_LOOSENS", make: (world) => setEquity(world, 900) },
  { name: "equity 3,000 USD", effect: "MAY_LOOSEN", make: (world) => setEquity(world, 3_000) },
  { name: "open loss", effect: "NEVER_LOOSENS", make: (world) => markAt(world, 65) },
  { name: "open loss gone", effect: "MAY_LOOSEN", make: (world) => markAt(world, btcPrice) },
  { name: "five losses", effect: "NEVER_LOOSENS", make: (world) => loseTrades(world, 5) },
  { name: "one win", effect: "MAY_LOOSEN", make: win },
  { name: "venue lost", effect: "NEVER_LOOSENS", make: (world) => connect(world, false) },
  { name: "venue back", effect: "MAY_LOOSEN", make: (world) => connect(world, true) },
  { name: "shadow profit", effect: "MAY_LOOSEN", make: earnInShadow },
  { name: "20 minutes", effect: "MAY_LOOSEN", make: (world) => wait(world, 20 * 60_000, false) },
  { name: "an hour", effect: "MAY_LOOSEN", make: (world) => wait(world, hour, true) },
  { name: "a day", effect: "MAY_LOOSEN", make: (world) => wait(world, day, true) },
  { name: "31 days", effect: "MAY_LOOSEN", make: (world) => wait(world, 31 * day, true) },
  { name: "restart", effect: "MAY_LOOSEN", make: (world) => restart(world, false) },
  { name: "restart after poison", effect: "MAY_LOOSEN", make: (world) => restart(world, true) },
  {
    name: "disk full",
    effect: "NEVER_LOOSENS",
    make: (world) => told(world, "runtime", journalReserveUsed.create({ message: "disk full" })),
  },
];

function setEquity(world: World, amount: number): Step[] {
  const fund = fundOf(world);
  payFee(fund.ledger, usd(portfolioOf(fund).equity - amount));
  return tick(world);
}

function win(world: World): Step[] {
  fundOf(world).trading.closedTrades.push(closedTrade(1, world.state.at));
  return tick(world);
}

const connect = (world: World, connected: boolean): Step[] =>
  told(world, "venue", venueConnectionChanged.create({ connected, reason: "told so" }));

/** What the shadow book has made since the freeze began. */
function earnInShadow(world: World): Step[] {
  const { shadow } = fundOf(world).trading;
  shadow.realizedPnl = Math.abs(shadow.realizedPnl) + 1;
  return tick(world);
}

const operators: Move[] = [
  {
    name: "review by name",
    effect: "MAY_LOOSEN",
    make: (world) => told(world, "operator", operatorReviewGiven.create({ ...ada, scripted: false })),
  },
  ...tradingModes.flatMap((mode): Move[] => [
    {
      name: `mode ${mode}, unnamed`,
      effect: "NEVER_LOOSENS",
      demands: (world) => mode === "LIVE" || !entriesAreAllowed(world),
      make: (world) =>
        told(
          world,
          "operator",
          operatorModeSet.create({ mode, durationMs: durationMs(10 * 60_000), expiresInMs: null, ...nobody }),
        ),
    },
    {
      name: `mode ${mode}, by name`,
      effect: "MAY_LOOSEN",
      demands: (world) => mode === "LIVE" || !entriesAreAllowed(world),
      make: (world) =>
        told(world, "operator", operatorModeSet.create({ mode, durationMs: null, expiresInMs: quarter, ...ada })),
    },
  ]),
  ...riskModes.flatMap((mode): Move[] => [
    {
      name: `risk mode ${mode}, unnamed`,
      effect: "NEVER_LOOSENS",
      demands: (world) =>
        (fundOf(world).governance.policy?.mandate.envelope.maxRiskPerTrade ?? 1) <=
        riskModeLimits[mode].maxRiskPerTradeFraction,
      make: (world) =>
        told(
          world,
          "operator",
          operatorRiskModeSet.create({ mode, durationMs: durationMs(10 * 60_000), expiresInMs: null, ...nobody }),
        ),
    },
    {
      name: `risk mode ${mode}, by name`,
      effect: "MAY_LOOSEN",
      make: (world) =>
        told(world, "operator", operatorRiskModeSet.create({ mode, durationMs: null, expiresInMs: quarter, ...ada })),
    },
  ]),
  {
    name: "leverage 3, unnamed",
    effect: "NEVER_LOOSENS",
    demands: (world) => (fundOf(world).governance.policy?.mandate.envelope.maxLeverage ?? 99) <= 3,
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(3), maxExposureFraction: fraction(0.2) }, nobody, null),
  },
  {
    name: "leverage 10, unnamed",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(10) }, nobody, null),
  },
  {
    name: "leverage 10, by name without an end",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(10) }, ada, null),
  },
  {
    name: "all limits at their most, by name",
    effect: "MAY_LOOSEN",
    make: (world) => setRisk(world, most, ada, quarter),
  },
  {
    name: "leverage 11, by name",
    effect: "NEVER_LOOSENS",
    make: (world) => setRisk(world, { maxLeverageRatio: ratio(11) }, ada, quarter),
  },
  ...seniority.slice(1, 6).flatMap((seat): Move[] =>
    [false, true].map((enabled) => ({
      name: `${seat} ${enabled ? "back" : "rests"}`,
      effect: enabled ? "MAY_LOOSEN" : "NEVER_LOOSENS",
      make: (world) => told(world, "operator", operatorSeatSwitched.create({ seat, enabled, ...ada })),
    })),
  ),
  {
    name: "brake, unnamed",
    effect: "NEVER_LOOSENS",
    demands: (world) => fundOf(world).governance.brake !== undefined && !entriesAreAllowed(world),
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: true, ...nobody })),
  },
  {
    name: "brake off, unnamed",
    effect: "NEVER_LOOSENS",
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: false, ...nobody })),
  },
  {
    name: "brake off, by name",
    effect: "LETS_BRAKE_GO",
    make: (world) => told(world, "operator", operatorBrakeSet.create({ engaged: false, ...ada })),
  },
  {
    name: "emergency stop by hand",
    effect: "NEVER_LOOSENS",
    demands: (world) => fundOf(world).governance.ess.state !== "ARMED" && !entriesAreAllowed(world),
    make: (world) => told(world, "operator", operatorEssTripped.create({ exitMode: null, ...nobody })),
  },
  ...integrationStages.map(
    (stage): Move => ({
      name: `stage ${stage}, by name`,
      effect: "MAY_LOOSEN",
      make: (world) => told(world, "operator", operatorStageSet.create({ stage, ...ada })),
    }),
  ),
  ...(["OBSERVATION", "COORDINATION"] as const).map(
    (stage): Move => ({
      name: `stage ${stage}, unnamed`,
      effect: "NEVER_LOOSENS",
      make: (world) => told(world, "operator", operatorStageSet.create({ stage, ...nobody })),
    }),
  ),
  {
    name: "CEO off by flag",
    effect: "NEVER_LOOSENS",
    make: (world) =>
      told(world, "operator", operatorFlagsSet.create({ flags: { enableCeo: false }, expiresInMs: hours(1), ...ada })),
  },
  {
    name: "CEO asked at once",
    effect: "MAY_LOOSEN",
    make: (world) => told(world, "operator", operatorDecisionForced.create({})),
  },
];

const most = {
  maxLeverageRatio: ratio(10),
  maxPositionUsd: usd(50_000),
  maxDrawdownFraction: fraction(0.1),
  maxExposureFraction: fraction(0.9),
  stopLossMultiplierRatio: ratio(1),
};

function setRisk(
  world: World,
  limits: Partial<typeof most>,
  who: { readonly operator: string | null; readonly reason: string },
  expiresInMs: typeof quarter | null,
): Step[] {
  return told(world, "operator", operatorRiskSet.create({ limits, expiresInMs, ...who }));
}

export const moves: readonly Move[] = [...markets, ...operators];
