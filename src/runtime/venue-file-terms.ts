/** A venue file in the kernel's words: the instruments under it, and the terms of the simulated venue beyond them. */
import type { Instrument } from "../kernel/domain/instrument.ts";
import { shortestBar } from "../kernel/simulation/venue/in-flight.ts";
import {
  type InstrumentRules,
  type Latency,
  plainRules,
  plainTerms,
  type VenueTerms,
} from "../kernel/simulation/venue/venue-terms.ts";
import type { DurationMs } from "../kernel/units/units.ts";
import { FundError } from "../ports/errors.ts";
import type { VenueFile, VenueInstrument } from "./venue-file.ts";

/** What is said of every symbol. */
const anySymbol = "*";

/** What is said of the symbol goes before what is said of all, and that before what is said of the venue. */
function saidOf(
  { makerFeeBps, takerFeeBps, halfSpreadBps, instruments = {} }: VenueFile,
  symbol: string,
): VenueInstrument {
  return given({
    makerFeeBps,
    takerFeeBps,
    halfSpreadBps,
    ...given(instruments[anySymbol]),
    ...given(instruments[symbol]),
  });
}

/** Fees that are said of the symbol or of all symbols, which go before the venue's tiers. */
function ownFeesOf({ instruments = {} }: VenueFile, symbol: string): InstrumentRules["ownFees"] {
  const { makerFeeBps, takerFeeBps } = { ...given(instruments[anySymbol]), ...given(instruments[symbol]) };
  return makerFeeBps === undefined && takerFeeBps === undefined ? undefined : { makerFeeBps, takerFeeBps };
}

/** Leaves out what is undefined, so that it overrides nothing. */
const given = (said: VenueInstrument = {}): VenueInstrument =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));

/** Instruments as the venue has them: what the fund is opened with. */
export const instrumentsUnder = (
  file: VenueFile | undefined,
  instruments: readonly Instrument[],
): readonly Instrument[] => (file === undefined ? instruments : instruments.map((each) => instrumentUnder(file, each)));

function instrumentUnder(file: VenueFile, instrument: Instrument): Instrument {
  const said = saidOf(file, instrument.symbol);
  return {
    ...instrument,
    tickSize: said.tickSize ?? instrument.tickSize,
    lotSize: said.lotSize ?? instrument.lotSize,
    minNotionalUsd: said.minNotionalUsd ?? instrument.minNotionalUsd,
    maxOrderQuantity: said.maxOrderQuantity ?? instrument.maxOrderQuantity,
    makerFeeBps: said.makerFeeBps ?? instrument.makerFeeBps,
    takerFeeBps: said.takerFeeBps ?? instrument.takerFeeBps,
    halfSpreadBps: said.halfSpreadBps ?? instrument.halfSpreadBps,
  };
}

/** What a venue's terms depend on besides the file. */
export type VenueSetting = {
  readonly instruments: readonly Instrument[];
  readonly intervalMs: DurationMs;
  /** Of the jitter. */
  readonly seed: number;
};

/** @throws BAD_USAGE where a bar is shorter than what an order takes to come and go */
export function termsUnder(file: VenueFile | undefined, setting: VenueSetting): Partial<VenueTerms> {
  if (file === undefined) return {};
  const latency = latencyOf(file, setting.seed);
  const needed = shortestBar(latency);
  if (needed > setting.intervalMs)
    throw new FundError(
      "BAD_USAGE",
      `--venue ${file.name}: latencyMs: expected bars of ${needed} ms or more, so that an order, its fill and its stop fit ` +
        `into one, was ${setting.intervalMs} ms`,
    );
  const { feeTiers = [], feeAsset } = file;
  return {
    rules: new Map(
      setting.instruments.map(({ symbol }) => [
        symbol,
        { ...rulesOf(saidOf(file, symbol)), ownFees: ownFeesOf(file, symbol) },
      ]),
    ),
    feeTiers: feeTiers.map(({ from30DayVolumeUsd, ...fees }) => ({ fromVolumeUsd: from30DayVolumeUsd, ...fees })),
    feeAsset: feeAsset && { asset: feeAsset.asset, discount: feeAsset.discountFraction },
    impactFactor: file.impactFactorRatio ?? plainTerms.impactFactor,
    maxParticipation: file.maxParticipationFraction ?? plainTerms.maxParticipation,
    latency,
  };
}

function latencyOf({ latencyMs }: VenueFile, seed: number): Latency {
  if (latencyMs === undefined) return plainTerms.latency;
  return { requestMs: latencyMs.there, reportMs: latencyMs.back, jitterMs: latencyMs.jitter, seed };
}

const rulesOf = ({
  minOrderQuantity,
  maxOpenOrders = plainRules.maxOpenOrders,
  priceBandRatio: band,
  minNotionalForMarketOrders = plainRules.minNotionalForMarket,
}: VenueInstrument): InstrumentRules => ({
  status: plainRules.status,
  minQuantity: minOrderQuantity,
  maxOpenOrders,
  priceBand: band && { bidDown: band.buyFrom, bidUp: band.buyTo, askDown: band.sellFrom, askUp: band.sellTo },
  minNotionalForMarket: minNotionalForMarketOrders,
});

/** Symbols that the file speaks of and nobody trades, for a note. */
export const strangersIn = ({ instruments = {} }: VenueFile, traded: readonly Instrument[]): readonly string[] =>
  Object.keys(instruments).filter((symbol) => symbol !== anySymbol && !traded.some((each) => each.symbol === symbol));
