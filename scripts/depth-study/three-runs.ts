/**
 * One strategy on one recorded session, three times through the whole fund: without costs, with bar-level costs, and filled
 * by the recorded book. Governance is off, since six minutes hold no day, no week and no council.
 */
import { FundRun } from "../../src/apps/backtest/fund-run.ts";
import { bookVenue, type OpenVenue } from "../../src/apps/backtest/played-venue.ts";
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import type { Instrument } from "../../src/kernel/domain/instrument.ts";
import type { Side } from "../../src/kernel/domain/order.ts";
import { openVenueBook } from "../../src/kernel/simulation/venue/venue-book.ts";
import {
  bps,
  durationMs,
  fraction,
  quantity,
  ratio,
  seconds,
  type UsdAmount,
  usd,
} from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";
import { channelBreak } from "./channel-break.ts";
import { depthVenue } from "./depth-venue.ts";
import { barsOf, type Session } from "./session.ts";

export const costKinds = ["OFF", "BARS", "BOOK"] as const;
export type CostKind = (typeof costKinds)[number];

/** What the fund sent at a close. */
export type SentOrder = { readonly at: number; readonly side: Side; readonly quantity: number };

export type CostRun = {
  readonly kind: CostKind;
  readonly equity: readonly (readonly [at: number, usd: number])[];
  readonly positions: number;
  readonly fills: number;
  readonly tradedUsd: number;
  readonly feesUsd: number;
  /** Paid against the price each order was decided at, fees aside. */
  readonly slippageUsd: number;
  readonly sent: readonly SentOrder[];
};

export type CostSetting = {
  readonly startEquity: UsdAmount;
  readonly halfSpreadBps: number;
  /** Of who takes; none of Binance USD-M's fees are maker's here, since every order takes. */
  readonly takerFeeBps: number;
};

export const curveInterval = seconds(1);
const interval = curveInterval;

export function runThree(session: Session, setting: CostSetting): CostRun[] {
  return costKinds.map((kind) => runOne(session, setting, kind));
}

function runOne(session: Session, setting: CostSetting, kind: CostKind): CostRun {
  const closes = barsOf(session, interval);
  const firstClose = closes[0]?.closedAt;
  if (firstClose === undefined) throw new Error("expected trades in the recording");
  const config = configOf(instrumentOf(session, setting, kind), setting, firstClose);
  const library = new Map([[channelBreak.name, { strategy: channelBreak, sha256: null }]]);
  const tally = { positions: 0, fills: 0, tradedUsd: 0, feesUsd: 0, slippageUsd: 0 };
  const sent: SentOrder[] = [];
  const run = new FundRun(config, firstClose, undefined, {
    library,
    openVenue: venueOf(session, kind),
    observe: ({ at }, facts) => {
      for (const fact of facts) {
        if (fact.type === "order.submitted" && fact.data.purpose !== "STOP")
          sent.push({ at, side: fact.data.side, quantity: fact.data.quantity });
        if (fact.type === "position.closed") tally.positions += 1;
        if (fact.type !== "trade.executed") continue;
        const { priceUsd, quantity: amount, feeUsd, slippageBps } = fact.data;
        tally.fills += 1;
        tally.tradedUsd += priceUsd * amount;
        tally.feesUsd += feeUsd;
        tally.slippageUsd += (priceUsd * amount * (slippageBps ?? 0)) / 10_000;
      }
    },
  });
  for (const closed of closes) run.playClose(closed);
  const { at, equity } = run.record.samples;
  const curve = Array.from(
    { length: at.length },
    (_, index) => [at.values[index] ?? 0, equity.values[index] ?? 0] as const,
  );
  return { kind, equity: curve, sent, ...tally };
}

/** The bar-level venue lets an entry take a whole second's volume here: a tenth of it would make the sizes differ, not the costs. */
function venueOf(session: Session, kind: CostKind): OpenVenue {
  if (kind === "BOOK") return depthVenue(session, barsOf(session, interval), interval);
  const terms = { impactFactor: kind === "OFF" ? 0 : 1, maxParticipation: fraction(1) };
  return (instruments, startCash) => bookVenue(instruments, startCash, openVenueBook(instruments, startCash, terms));
}

export const instrumentOf = (
  { symbol, grid }: Session,
  { halfSpreadBps, takerFeeBps }: CostSetting,
  kind: CostKind,
): Instrument => ({
  symbol,
  ...grid,
  minNotionalUsd: usd(5),
  maxOrderQuantity: quantity(1_000),
  makerFeeBps: bps(0),
  takerFeeBps: bps(kind === "OFF" ? 0 : takerFeeBps),
  halfSpreadBps: bps(kind === "OFF" ? 0 : halfSpreadBps),
});

function configOf(
  instrument: Instrument,
  { startEquity }: CostSetting,
  tradeFrom: FundConfig["tradeFromMs"],
): FundConfig {
  const { name, version } = channelBreak;
  const base = defaultConfig({
    market: "recorded session",
    instruments: [instrument],
    interval,
    tradeFrom,
    governance: "off",
    startEquity,
    strategies: [{ name, version, parameters: {}, history: channelBreak.history({}), features: [], sha256: null }],
  });
  return {
    ...base,
    trading: { ...base.trading, cooldownMs: durationMs(0), minBarTurnoverUsd: usd(0), minEdgeBps: bps(0) },
    /* As at the venue: an entry may be as large as a second's volume. */
    controls: { ...base.controls, thickness: { ...base.controls.thickness, maxBarRatio: ratio(1) } },
    /* Every order takes: what is compared is the cost of taking. */
    execution: { ...base.execution, choosesStyle: false, slices: false },
  };
}
