/**
 * The market officer in a backtest: fits are asked for and heard on schedule, facts tell every change, and no assessment
 * knows what comes later, the scheduled fits included.
 */
import { describe, expect, it } from "vitest";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import type { Bar, ClosedBars } from "../../kernel/domain/bar.ts";
import { decodeState, encodeState } from "../../kernel/state-codec.ts";
import { hours, price } from "../../kernel/units/units.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { FundRun } from "./fund-run.ts";

const barsADay = 6;
const history = simulatedMarket({ seed: 5, interval: hours(4), bars: 185 * barsADay });
const closes = [...history.closedBars()];
const config = {
  ...defaultConfig({
    market: history.identity,
    instruments: history.instruments,
    interval: history.interval,
    tradeFrom: history.firstClose,
  }),
  forecasting: { momentumLookbackBars: 60, reversionLookbackBars: 12, horizonBars: 12 },
};
/** Five symbols and the market. */
const subjects = history.instruments.length + 1;

/** What the officer knows after each close, as text, and everything that was said. */
function play(played: readonly ClosedBars[], cutAt = Number.NaN) {
  const events: { readonly type: string; readonly data: unknown }[] = [];
  const known: string[] = [];
  const run = new FundRun(config, history.firstClose, undefined, {
    observe: (entry, facts) => void events.push(entry.event, ...facts),
  });
  for (const [index, closed] of played.entries()) {
    run.playClose(closed);
    const officer = run.state.fund?.governance.marketOfficer;
    known.push(encodeState({ market: officer?.market, slots: officer?.slots }));
    if (index === cutAt) expect(decodeState(encodeState(officer))).toEqual(officer);
  }
  return { events, known };
}

const halved = (bar: Bar): Bar => ({
  ...bar,
  open: price(bar.open / 2),
  high: price(bar.high / 2),
  low: price(bar.low / 2),
  close: price(bar.close / 2),
});
const crashed = ({ bars, ...rest }: ClosedBars): ClosedBars => ({ ...rest, bars: bars.map(halved) });

describe("a backtest of 185 days", () => {
  const { events, known } = play(closes, 900);
  const of = (type: string) => events.filter((event) => event.type === type);

  it("has hidden states fitted for every symbol and the market, at 120 days and every 30", () => {
    const fits = of("regime.estimated");
    expect(fits.length).toBeGreaterThanOrEqual(3 * subjects);
    expect(fits.filter(({ data }) => Object(data).symbol === null).length).toBeGreaterThanOrEqual(3);
    expect(fits.slice(0, subjects).map(({ data }) => Object(data).days)).toEqual(Array(subjects).fill(120));
  });

  it("tells changes of symbols and of the market, each from what that subject was before", () => {
    const last = new Map<unknown, unknown>();
    const changes = of("market.regime.changed").map(({ data }) => Object(data));
    expect(new Set(changes.map(({ symbol }) => symbol)).size).toBe(subjects);
    for (const { symbol, trend, volatility, previousTrend, previousVolatility } of changes) {
      expect([previousTrend, previousVolatility]).toEqual(last.get(symbol) ?? [null, null]);
      last.set(symbol, [trend, volatility]);
    }
  });

  it("tells breaks, with what the hidden states hold against them", () => {
    const breaks = of("market.break_detected").map(({ data }) => Object(data));
    expect(breaks.length).toBeGreaterThan(0);
    for (const { breakProbabilityFraction, hiddenRegime, detectorsDisagree } of breaks) {
      expect(breakProbabilityFraction).toBeGreaterThanOrEqual(0.5);
      expect(detectorsDisagree === null).toBe(hiddenRegime === null);
    }
  });

  it("knows nothing of later bars: a crash to come changes nothing that was known before", () => {
    const split = 165 * barsADay;
    const other = play([...closes.slice(0, split), ...closes.slice(split, split + 60).map(crashed)]).known;
    expect(other.slice(0, split)).toEqual(known.slice(0, split));
    expect(other[split + 59]).not.toEqual(known[split + 59]);
  });
});
