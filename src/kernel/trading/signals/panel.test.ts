/** The panel on a market: who counts, what is judged, no word from the future, and a state that can be cut in two. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, config as plain, hour, wavyClose } from "../../../../tests/scenarios/given.ts";
import { kernelModels } from "../../domain/ensemble.ts";
import type { FundConfig } from "../../domain/config.ts";
import type { Panel, Signal } from "../../domain/signal.ts";
import { openFeatures, updateFeatures } from "../../features/market-features.ts";
import { decodeState, encodeState } from "../../state-codec.ts";
import { fraction, ratio } from "../../units/units.ts";
import { openSignals, receiveForecast, reviewModels, signalOf, type SignalState } from "./ensemble.ts";

const config: FundConfig = { ...plain, ensemble: { models: kernelModels, panel: "ENFORCED" } };
const windows = { trend: 8, reversion: 4, outcome: 4 };
const openDesk = (isObeyed = true) => ({
  features: openFeatures(2, windows),
  signals: openSignals(config),
  isObeyed,
  bars: 0,
});
type Desk = ReturnType<typeof openDesk>;

function look(desk: Desk, close: number): Signal | undefined {
  const now = at(desk.bars++ * hour);
  updateFeatures(desk.features, 0, bar("BTC", close), now);
  const { features, signals, isObeyed } = desk;
  const signal = signalOf(signals, 0, { features, config, at: now, modelWeights: undefined, panelIsObeyed: isObeyed });
  reviewModels(signals, config, now);
  return signal;
}
const lookAt = (desk: Desk, closes: readonly number[]) => closes.map((close) => look(desk, close));
const waves = (count: number) => Array.from({ length: count }, (_, index) => wavyClose(index));
const voiceIn = (panel: Panel | undefined, model: string) => panel?.voices.find((each) => each.model === model);
const sumOfWeights = (panel: Panel) => panel.voices.reduce((sum, { weight }) => sum + weight, 0);

function say(desk: Desk, upProbability: number, { validForHours = 9, sampleSize = 20, model = "oracle" } = {}): void {
  const until = at((desk.bars + validForHours) * hour);
  const word = { model, symbol: "BTC", upProbability: fraction(upProbability), sampleSize, evidence: ratio(1) };
  receiveForecast(desk.signals, { ...word, validUntil: until }, { config, at: at(desk.bars * hour) });
}

const anyWalk = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 120 }).map((steps) => {
  let close = 100;
  return steps.map((step) => (close = Math.max(1, Math.round(close * (1 + step / 10_000) * 100) / 100)));
});

describe("the panel", () => {
  it("at first abstains as a whole: no entry is wished, whatever the words", () => {
    const signal = lookAt(openDesk(), waves(12)).at(-1);
    expect(signal?.panel?.voices.map(({ abstains }) => abstains)).toEqual(Array(3).fill("INSUFFICIENT_HISTORY"));
    expect(signal?.panel?.agreement).toBe("WEAK");
    expect(signal?.direction).not.toBe("LONG");
  });

  it("hears an outside model of 20 cases alone, and gives its weight back when it goes stale", () => {
    const desk = openDesk();
    lookAt(desk, waves(12));
    say(desk, 0.9, { validForHours: 1 });
    const fresh = look(desk, 100);
    expect(voiceIn(fresh?.panel, "oracle")).toMatchObject({ weight: 1, abstains: null, upProbability: 0.9 });
    expect(fresh?.direction).toBe("LONG");
    expect(fresh?.panel?.agreement, "one voice agrees with nobody").toBe("WEAK");
    expect(fresh?.confidence).toBeCloseTo(0.74, 12);
    look(desk, 100);
    const stale = look(desk, 100);
    expect(voiceIn(stale?.panel, "oracle")).toMatchObject({ weight: 0, abstains: "STALE", upProbability: null });
    expect(stale?.direction).not.toBe("LONG");
  });

  it("does not hear one of 19 cases", () => {
    const desk = openDesk();
    lookAt(desk, waves(12));
    say(desk, 0.9, { sampleSize: 19 });
    expect(voiceIn(look(desk, 100)?.panel, "oracle")?.abstains).toBe("INSUFFICIENT_HISTORY");
  });

  it("finds a model that is always wrong without skill, and hears it again when it is right", () => {
    const desk = openDesk();
    const closes = Array.from({ length: 400 }, (_, index) => 100 * 1.002 ** index);
    const seen = closes.map((close, index) => {
      say(desk, index < 150 ? 0.3 : 0.95, { validForHours: 1 });
      return voiceIn(look(desk, close)?.panel, "oracle")?.abstains;
    });
    const found = seen.indexOf("NO_SKILL");
    const firstOutcome = 12;
    expect(found, "the close after 81 outcomes, which have faded to 20 cases of four").toBe(firstOutcome + 80 + 1);
    expect(seen.lastIndexOf("NO_SKILL")).toBeGreaterThan(150);
    expect(seen.at(-1)).toBeNull();
  });

  it("shows and learns alike where it is not obeyed, and the signal is the plain one", () => {
    const [obeyed, shown] = [openDesk(true), openDesk(false)];
    const closes = waves(300);
    const plainDesk = {
      ...openDesk(),
      signals: openSignals({ ...config, ensemble: { ...config.ensemble, panel: "OFF" } }),
    };
    closes.forEach((close) => {
      const [a, b] = [look(obeyed, close), look(shown, close)];
      expect(b?.panel === undefined ? undefined : { ...b.panel, isObeyed: true }).toEqual(a?.panel);
    });
    expect(shown.signals).toEqual(obeyed.signals);
    const off: FundConfig = { ...config, ensemble: { ...config.ensemble, panel: "OFF" } };
    const last = closes.map((close) => {
      const now = at(plainDesk.bars++ * hour);
      updateFeatures(plainDesk.features, 0, bar("BTC", close), now);
      const { features, signals } = plainDesk;
      return signalOf(signals, 0, { features, config: off, at: now, modelWeights: undefined, panelIsObeyed: false });
    });
    const again = lookAt(openDesk(false), closes).at(-1);
    expect({ ...again, panel: undefined }).toEqual({ ...last.at(-1), panel: undefined });
  });

  it("everybody abstaining, an exit that the words ask for is heard, an entry is not", () => {
    const desk = openDesk();
    lookAt(desk, waves(12));
    for (const model of ["a", "b", "c", "d"]) say(desk, 0.05, { sampleSize: 0, model });
    expect(look(desk, 100)?.direction).toBe("OUT");
    for (const model of ["a", "b", "c", "d"]) say(desk, 0.99, { sampleSize: 0, model });
    expect(look(desk, 100)?.direction).toBe("NONE");
  });

  it("weights of who counts add up to one, abstainers weigh nothing, on any walk", () => {
    fc.assert(
      fc.property(anyWalk, fc.double({ min: 0, max: 1, noNaN: true }), (walk, word) => {
        const desk = openDesk();
        walk.forEach((close, index) => {
          if (index % 5 === 0) say(desk, word, { validForHours: index % 3 });
          const panel = look(desk, close)?.panel;
          if (panel === undefined) return;
          for (const { weight, abstains } of panel.voices) if (abstains !== null) expect(weight).toBe(0);
          const counting = panel.voices.some(({ abstains }) => abstains === null);
          expect(sumOfWeights(panel)).toBeCloseTo(counting ? 1 : 0, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("never looks ahead: cut anywhere, what every model and the panel said before is the same", () => {
    fc.assert(
      fc.property(anyWalk, anyWalk, anyWalk, (past, future, other) => {
        const [whole, changed] = [lookAt(openDesk(), [...past, ...future]), lookAt(openDesk(), [...past, ...other])];
        expect(changed.slice(0, past.length)).toEqual(whole.slice(0, past.length));
      }),
      { numRuns: 60 },
    );
  });

  it("goes on from a state written down and read back as if nothing had been", () => {
    const closes = waves(200);
    const desk = openDesk();
    lookAt(desk, closes.slice(0, 120));
    const isSignals = (value: unknown): value is SignalState => typeof value === "object" && value !== null;
    const read = decodeState(encodeState(desk.signals));
    if (!isSignals(read)) throw new Error("expected signals");
    const copy: Desk = { ...desk, signals: read, features: structuredClone(desk.features) };
    expect(lookAt(copy, closes.slice(120))).toEqual(lookAt(desk, closes.slice(120)));
  });

  it("judges nothing by the wrong close where it missed bars", () => {
    const desk = openDesk();
    lookAt(desk, waves(200));
    const outcomes = () => desk.signals.panel.seats.map(({ words }) => words.outcomes);
    updateFeatures(desk.features, 0, bar("BTC", 90), at(desk.bars++ * hour));
    const before = outcomes();
    lookAt(desk, [91, 92, 93, 94]);
    expect(outcomes(), "what waited is forgotten").toEqual(before);
    look(desk, 95);
    expect(outcomes()[0]).toBeGreaterThan(before[0] ?? Number.NaN);
  });

  it("calls a model stale, then forgets it with its seat", () => {
    const desk = openDesk();
    lookAt(desk, waves(12));
    for (let bars = 0; bars < 6; bars++) {
      say(desk, 0.6, { validForHours: 1 });
      look(desk, 100);
    }
    expect(desk.signals.panel.seats.find(({ model }) => model === "oracle")?.health).toBe("OK");
    lookAt(desk, [100, 100, 100]);
    const news = reviewModels(desk.signals, config, at(desk.bars * hour));
    expect(news?.health, "told at the close that found it").toEqual([]);
    expect(desk.signals.panel.seats.find(({ model }) => model === "oracle")?.health).toBe("STALE");
    desk.signals.book.outside.delete("oracle");
    desk.signals.book.records.delete("oracle");
    look(desk, 100);
    expect(desk.signals.panel.seats.map(({ model }) => model)).toEqual([...kernelModels]);
  });
});
