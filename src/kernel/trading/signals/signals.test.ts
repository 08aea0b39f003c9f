/** Signals: probabilities learnt only from what has happened, outside forecasts until they expire, edge after costs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, btc, config, day, hour, wavyClose } from "../../../../tests/scenarios/given.ts";
import type { Signal } from "../../domain/signal.ts";
import { type MarketFeatures, openFeatures, updateFeatures } from "../../features/market-features.ts";
import { fraction, ratio } from "../../units/units.ts";
import { binOf, calibratedFrom, learnAndRemember, openCalibration } from "./calibration.ts";
import {
  forgetSilentModels,
  openSignals,
  receiveForecast,
  type Scene,
  type SignalState,
  signalOf,
} from "./ensemble.ts";

const windows = { trend: 8, reversion: 4, outcome: 4 };
type Desk = {
  readonly features: MarketFeatures;
  readonly signals: SignalState;
  readonly modelWeights: Scene["modelWeights"];
  bars: number;
};
const openDesk = (modelWeights?: Scene["modelWeights"]): Desk => ({
  features: openFeatures(2, windows),
  signals: openSignals(config),
  modelWeights,
  bars: 0,
});

/** Takes a bar of BTC in and asks for its signal, as every close does. */
function look(desk: Desk, close: number): Signal | undefined {
  const now = at(desk.bars++ * hour);
  updateFeatures(desk.features, 0, bar("BTC", close), now);
  return signalOf(desk.signals, 0, {
    features: desk.features,
    config,
    at: now,
    modelWeights: desk.modelWeights,
    panelIsObeyed: false,
  });
}
const lookAt = (desk: Desk, closes: readonly number[]) => closes.map((close) => look(desk, close));
const anyWalk = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 80 }).map((steps) => {
  let close = 100;
  return steps.map((step) => (close = Math.max(1, Math.round(close * (1 + step / 10_000) * 100) / 100)));
});

describe("a signal", () => {
  it("waits until every window is full", () => {
    const signals = lookAt(
      openDesk(),
      Array.from({ length: 10 }, (_, index) => wavyClose(index)),
    );
    expect(signals.map((each) => each !== undefined)).toEqual([...Array<boolean>(8).fill(false), true, true]);
  });

  it("never looks ahead: cut anywhere, what was said before is the same", () => {
    fc.assert(
      fc.property(anyWalk, anyWalk, anyWalk, (past, future, other) => {
        const [whole, changed] = [lookAt(openDesk(), [...past, ...future]), lookAt(openDesk(), [...past, ...other])];
        expect(changed.slice(0, past.length)).toEqual(whole.slice(0, past.length));
      }),
      { numRuns: 60 },
    );
  });

  it("gives probabilities within 0 and 1 and finite edges on any walk", () => {
    fc.assert(
      fc.property(anyWalk, (walk) => {
        for (const signal of lookAt(openDesk(), walk)) {
          if (signal === undefined) continue;
          expect(signal.confidence).toBeGreaterThanOrEqual(0);
          expect(signal.confidence).toBeLessThanOrEqual(1);
          expect(Number.isFinite(signal.expectedEdge)).toBe(true);
          expect(signal.forecasts.map(({ model }) => model)).toEqual(["momentum", "reversion"]);
          for (const { upProbability } of signal.forecasts) expect(upProbability).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("in a market that does not move says nothing: half, worth less than its costs", () => {
    const signal = lookAt(openDesk(), Array<number>(12).fill(100)).at(-1);
    expect(signal).toMatchObject({ direction: "NONE", confidence: 0.5 });
    expect(signal?.expectedEdge).toBe(-2 * (btc.takerFeeBps + btc.halfSpreadBps + config.trading.assumedSlippageBps));
  });
});

describe("outside forecasts", () => {
  const warm = (modelWeights?: Scene["modelWeights"]) => {
    const desk = openDesk(modelWeights);
    lookAt(
      desk,
      Array.from({ length: 9 }, (_, index) => wavyClose(index)),
    );
    return desk;
  };
  const say = (desk: Desk, upProbability: number, validForHours: number, model = "oracle", symbol = "BTC") =>
    receiveForecast(
      desk.signals,
      {
        model,
        symbol,
        upProbability: fraction(upProbability),
        sampleSize: 9,
        evidence: ratio(1),
        validUntil: at((desk.bars + validForHours) * hour),
      },
      { config, at: at(desk.bars * hour) },
    );
  const modelsIn = (signal: Signal | undefined) => signal?.forecasts.map(({ model }) => model);

  it("count as one voice among the models, until they expire", () => {
    const desk = warm();
    say(desk, 1, 1);
    expect(modelsIn(look(desk, 100))).toContain("oracle");
    expect(modelsIn(look(desk, 100)), "at the end of its validity").toContain("oracle");
    expect(modelsIn(look(desk, 100)), "just after").not.toContain("oracle");
  });

  it("are averaged with the others", () => {
    const desk = warm();
    say(desk, 1, 9);
    const signal = look(desk, 100)!;
    const mean = signal.forecasts.reduce((sum, each) => sum + each.upProbability, 0) / 3;
    expect(signal.direction === "OUT" ? 1 - signal.confidence : signal.confidence).toBeCloseTo(mean, 12);
  });

  const weights = (of: Readonly<Record<string, number>>): Scene["modelWeights"] =>
    Object.fromEntries(Object.entries(of).map(([model, weight]) => [model, fraction(weight)]));
  const upOf = ({ direction, confidence }: Signal) => (direction === "OUT" ? 1 - confidence : confidence);
  const wordOf = ({ forecasts }: Signal, model: string) =>
    forecasts.find((each) => each.model === model)!.upProbability;

  it("are weighed as the CIO says", () => {
    const desk = warm(weights({ momentum: 0.2, reversion: 0.2, oracle: 0.6 }));
    say(desk, 1, 9);
    const signal = look(desk, 100)!;
    const kernel = 0.2 * wordOf(signal, "momentum") + 0.2 * wordOf(signal, "reversion");
    expect(upOf(signal)).toBeCloseTo(kernel + 0.6, 12);
  });

  it("leave their weight to those who speak now", () => {
    const desk = warm(weights({ momentum: 0.1, reversion: 0.3, oracle: 0.6 }));
    const signal = look(desk, 100)!;
    expect(upOf(signal)).toBeCloseTo(0.25 * wordOf(signal, "momentum") + 0.75 * wordOf(signal, "reversion"), 12);
  });

  it.each(["oracle", "constructor"])(
    "of %s count for nothing without a weight, and are heard all the same",
    (model) => {
      const desk = warm(weights({ momentum: 0.5, reversion: 0.5 }));
      say(desk, 1, 9, model);
      const signal = look(desk, 100)!;
      expect(upOf(signal)).toBeCloseTo((wordOf(signal, "momentum") + wordOf(signal, "reversion")) / 2, 12);
      expect(modelsIn(signal)).toContain(model);
    },
  );

  it("where nobody who speaks has a weight, the ensemble says one half and wishes nothing", () => {
    const desk = warm(weights({ oracle: 1 }));
    expect(look(desk, 100)).toMatchObject({ direction: "NONE", confidence: 0.5 });
  });

  it("are forgotten with their model after 30 days of silence, and not a moment earlier", () => {
    const desk = warm();
    const saidAt = desk.bars * hour;
    say(desk, 1, 10_000);
    forgetSilentModels(desk.signals, at(saidAt + 30 * day));
    expect(modelsIn(look(desk, 100))).toContain("oracle");
    forgetSilentModels(desk.signals, at(saidAt + 30 * day + 1));
    expect(modelsIn(look(desk, 100))).not.toContain("oracle");
    expect([desk.signals.outside.size, [...desk.signals.book.records.keys()]]).toEqual([0, ["momentum", "reversion"]]);
  });

  it("replace the same model's word on the same symbol, and touch no other symbol", () => {
    const desk = warm();
    say(desk, 1, 9);
    say(desk, 0, 9);
    say(desk, 1, 9, "oracle", "ETH");
    const words = look(desk, 100)?.forecasts.filter(({ model }) => model === "oracle");
    expect(words?.map(({ upProbability }) => upProbability)).toEqual([0]);
  });

  it("turn the direction: likely enough to pay is LONG, below even odds is OUT", () => {
    const desk = warm();
    for (let model = 0; model < 10; model += 1) say(desk, 0.99, 9, `up ${model}`);
    expect(look(desk, 100)?.direction).toBe("LONG");
    for (let model = 0; model < 10; model += 1) say(desk, 0.01, 9, `up ${model}`);
    expect(look(desk, 100)?.direction).toBe("OUT");
  });
});

describe("calibration", () => {
  const evidence = 3;
  /** Closes that always rise, or always fall, with evidence of one kind. */
  const learnFrom = (bars: number, growth: number) => {
    const features = openFeatures(1, windows);
    const calibration = openCalibration(1, 4);
    for (let index = 0; index < bars; index += 1) {
      updateFeatures(features, 0, bar("BTC", 100 * growth ** index), at(index * hour));
      learnAndRemember(calibration, features, 0, evidence);
    }
    return calibration;
  };

  it("knows nothing at first and says one half", () => {
    expect(calibratedFrom(openCalibration(1, 4), evidence)).toEqual({ upProbability: 0.5, sampleSize: 0 });
  });

  it("learns only when the horizon has passed, and not a bar earlier", () => {
    expect(calibratedFrom(learnFrom(4, 1.01), evidence).upProbability).toBe(0.5);
    expect(calibratedFrom(learnFrom(5, 1.01), evidence).upProbability).toBeGreaterThan(0.5);
    expect(calibratedFrom(learnFrom(5, 0.99), evidence).upProbability).toBeLessThan(0.5);
  });

  it("counts overlapping outcomes as one case per horizon, shrunk towards one half by 20 cases", () => {
    const { upProbability, sampleSize } = calibratedFrom(learnFrom(84, 1.01), evidence);
    expect([upProbability, sampleSize]).toEqual([30 / 40, 20]);
  });

  it("learns in the bin that spoke only", () => {
    expect(calibratedFrom(learnFrom(84, 1.01), -evidence)).toEqual({ upProbability: 0.5, sampleSize: 0 });
  });

  it.each([
    [-2, 0],
    [-1.9999, 1],
    [-0.25, 3],
    [0, 4],
    [0.25, 4],
    [0.2501, 5],
    [2, 7],
    [2.0001, 8],
    [Number.POSITIVE_INFINITY, 8],
    [Number.NaN, 0],
  ])("evidence %f falls into bin %d", (value, bin) => expect(binOf(value)).toBe(bin));
});
