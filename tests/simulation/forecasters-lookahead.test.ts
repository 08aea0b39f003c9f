/** No forecaster and no panel looks ahead, on recorded bars: what was said before a cut is the same whatever comes after. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { openRecordedMarket } from "../../src/adapters/recorded-market/recorded-market.ts";
import type { Bar, ClosedBars } from "../../src/kernel/domain/bar.ts";
import { openFund } from "../../src/kernel/fund-state.ts";
import { updateFeatures } from "../../src/kernel/features/market-features.ts";
import { reviewModels, signalOf } from "../../src/kernel/trading/signals/ensemble.ts";
import { epochMs, price } from "../../src/kernel/units/units.ts";
import { defaultConfig } from "../../src/runtime/default-config.ts";

const collected = resolve(import.meta.dirname, "../../../shared/data/market");
const to = epochMs(Date.UTC(2021, 1, 15));
const keptBars = 3_000;

/** A future that never was: every bar after the cut moves the other way. */
function mirrored(bar: Bar, about: number): Bar {
  const turn = (value: number) => price(about ** 2 / value);
  return { ...bar, open: turn(bar.open), high: turn(bar.low), low: turn(bar.high), close: turn(bar.close) };
}

if (existsSync(collected))
  describe("real bars of two symbols", () => {
    const symbols = ["BTCUSDT", "ETHUSDT"];
    const history = openRecordedMarket({ path: collected, symbols, interval: "1h", kind: "spot", to });
    const closes = [...history.closedBars()].slice(-keptBars);
    const { identity: market, instruments, interval, firstClose } = history;
    const config = defaultConfig({ market, instruments, interval, tradeFrom: firstClose });

    function saidOn(played: readonly ClosedBars[]): string[] {
      const fund = openFund(config);
      const { features, trading } = fund;
      return played.map(({ closedAt: at, bars }) => {
        const said = bars.map((bar) => {
          const id = fund.ids.get(bar.symbol) ?? 0;
          updateFeatures(features, id, bar, at);
          const scene = { features, config, at, modelWeights: undefined, panelIsObeyed: true };
          return signalOf(trading.signals, id, scene);
        });
        return JSON.stringify([said, reviewModels(trading.signals, config, at)]);
      });
    }

    it.each([900, 2_000])("cut after %d bars", (cut) => {
      const lastCloses = new Map(closes[cut - 1]?.bars.map(({ symbol, close }) => [symbol, close]));
      const other = closes.map((each, index) =>
        index < cut
          ? each
          : { ...each, bars: each.bars.map((bar) => mirrored(bar, lastCloses.get(bar.symbol) ?? bar.close)) },
      );
      const [real, unreal] = [saidOn(closes), saidOn(other)];
      expect(unreal.slice(0, cut)).toEqual(real.slice(0, cut));
      expect(unreal.slice(cut), "another future is heard").not.toEqual(real.slice(cut));
      const words = real.slice(cut).join();
      for (const model of config.ensemble.models) expect(words).toContain(`"model":"${model}"`);
      expect(words).toContain('"abstains":null');
    });
  });
