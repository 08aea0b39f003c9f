/** Track records: judged when the horizon has passed, rates from 20 cases, 30 days or as many as 20 cases need. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, bar, day, hour } from "../../../../tests/scenarios/given.ts";
import { type MarketFeatures, openFeatures, updateFeatures } from "../../features/market-features.ts";
import { sharpeRatio } from "../../maths/statistics.ts";
import { completeRecord, judgeAndRemember, openTrackRecord, ratesOf, type TrackRecord } from "./track-record.ts";

const horizon = 4;
type Desk = { readonly features: MarketFeatures; readonly record: TrackRecord; bars: number };
const openDesk = (): Desk => ({
  features: openFeatures(1, { trend: 4, reversion: 4, outcome: horizon }),
  record: openTrackRecord(1, horizon),
  bars: 0,
});
/** One bar, and the model's word at its close. */
function close(desk: Desk, price: number, upProbability: number, everyMs = hour): void {
  const now = at(desk.bars++ * everyMs);
  updateFeatures(desk.features, 0, bar("BTC", price), now);
  judgeAndRemember(desk.record, desk.features, 0, upProbability);
}
const rates = (desk: Desk) => ratesOf(desk.record, hour);
/** `count` outcomes of a word in a market that always moves by the same factor. */
function after(count: number, upProbability: number, growth: number): Desk {
  const desk = openDesk();
  for (let index = 0; index < count + horizon; index += 1) close(desk, 100 * growth ** index, upProbability);
  return desk;
}

describe("a track record", () => {
  it("judges a word when its horizon has passed, and not a bar earlier", () => {
    expect(after(0, 0.9, 1.01).record.days).toEqual([]);
    expect(after(1, 0.9, 1.01).record.days).toMatchObject([{ outcomes: 1, wins: 1 }]);
  });

  it.each([
    [0.9, 1.01, 1],
    [0.9, 0.99, 0],
    [0.1, 0.99, 1],
    [0.1, 1.01, 0],
    [0.500001, 1.01, 1],
    [0.499999, 1.01, 0],
    [0.9, 1, 0],
  ])("a word of %f in a market of %f a bar wins %d of one", (upProbability, growth, wins) =>
    expect(after(1, upProbability, growth).record.days).toMatchObject([{ outcomes: 1, wins }]),
  );

  it("takes one half for silence", () => expect(after(50, 0.5, 1.01).record.days).toEqual([]));

  it("counts overlapping outcomes as one case per horizon and is silent below 20", () => {
    const unknown = { winRate: undefined, sharpe: undefined, profitFactor: undefined, drawdown: undefined };
    expect(rates(after(79, 0.9, 1.01))).toMatchObject({ ...unknown, recentWinRate: undefined, cases: 19 });
    expect(rates(after(80, 0.9, 1.01))).toMatchObject({ winRate: 1, cases: 20 });
  });

  it("gives a Sharpe ratio of 0 where nothing varies, as one does", () =>
    expect([rates(after(400, 0.9, 1.01)).sharpe, rates(after(400, 0.9, 1)).sharpe]).toEqual([0, 0]));

  const anyBars = fc.array(
    fc.record({ move: fc.integer({ min: -300, max: 300 }), up: fc.double({ min: 0, max: 1, noNaN: true }) }),
    {
      minLength: 84,
      maxLength: 400,
    },
  );

  it("rates are those of the returns one by one", () => {
    fc.assert(
      fc.property(anyBars, (bars) => {
        const desk = openDesk();
        const closes: number[] = [];
        const returns: number[] = [];
        bars.forEach(({ move, up }, index) => {
          closes.push((closes.at(-1) ?? 100) * (1 + move / 10_000));
          close(desk, closes[index]!, up);
          const said = Math.sign(bars[index - horizon]?.up === undefined ? 0 : bars[index - horizon]!.up - 0.5);
          if (said !== 0) returns.push(said * Math.log(closes[index]! / closes[index - horizon]!));
        });
        const { winRate, sharpe, cases, profitFactor = 0 } = rates(desk);
        expect(cases).toBe(Math.floor(returns.length / horizon));
        if (cases < 20) return;
        const sumOf = (sign: number) => returns.reduce((sum, gain) => sum + Math.max(0, sign * gain), 0);
        const [gains, losses] = [sumOf(1), sumOf(-1)];
        if (losses > 1e-9)
          expect(profitFactor / (Math.min(1_000, gains / losses) || 1)).toBeCloseTo(gains > 0 ? 1 : 0, 5);
        expect(winRate).toBeCloseTo(returns.filter((gain) => gain > 0).length / returns.length, 9);
        expect(sharpe).toBeCloseTo(sharpeRatio(returns, (365 * 24) / horizon), 5);
      }),
      { numRuns: 60 },
    );
  });

  it("never looks ahead: cut anywhere, the rates so far are the same", () => {
    fc.assert(
      fc.property(anyBars, anyBars, (past, future) => {
        const [cut, whole] = [openDesk(), openDesk()];
        for (const { move, up } of past) close(cut, 100 + move / 100, up);
        const before = rates(cut);
        for (const { move, up } of past) close(whole, 100 + move / 100, up);
        expect(rates(whole)).toEqual(before);
        for (const { move, up } of future) close(whole, 100 + move / 100, up);
        expect(rates(cut)).toEqual(before);
      }),
      { numRuns: 20 },
    );
  });
});

describe("what a record says beside its rates", () => {
  /** A word that is always right, then for `wrong` bars always wrong, in a market that rises by 1 % a bar. */
  const rightThenWrong = (right: number, wrong: number): Desk => {
    const desk = after(right, 0.9, 1.01);
    for (let index = 0; index < wrong + horizon; index += 1)
      close(desk, 100 * 1.01 ** (right + horizon + index), index < wrong ? 0.1 : 0.5);
    return desk;
  };

  it("a profit factor of gains over losses, 1,000 at most, none where prices stand still", () => {
    expect(rates(after(80, 0.9, 1.01)).profitFactor).toBe(1_000);
    expect(rates(after(80, 0.9, 0.99)).profitFactor).toBe(0);
    expect(rates(after(80, 0.9, 1)).profitFactor).toBeUndefined();
    expect(rates(rightThenWrong(96, 48)).profitFactor).toBeCloseTo((96 + horizon) / 48, 9);
  });

  it("a recent win rate of the last seven days, known from 20 cases", () => {
    const desk = after(24 * 20, 0.9, 0.999);
    expect(rates(desk).recentWinRate).toBe(0);
    for (let index = 0; index < 24 * 6 + horizon; index += 1) close(desk, 50 * 1.001 ** index, 0.9);
    const { winRate = 0, recentWinRate = 0 } = rates(desk);
    expect(recentWinRate).toBeGreaterThan(0.8);
    expect(winRate).toBeLessThan(0.3);
    const slow = openDesk();
    for (let days = 0; days < 300; days += 1) close(slow, 100, 0.9, day);
    expect(rates(slow)).toMatchObject({ recentWinRate: undefined, cases: 20 });
  });

  it("how often its words of high confidence are right: 0.05 from one half and more", () => {
    expect(rates(after(96, 0.5501, 1.01)).confidentWinRate).toBe(1);
    expect(rates(after(96, 0.4499, 1.01)).confidentWinRate).toBe(0);
    expect(rates(after(96, 0.5499, 1.01)).confidentWinRate).toBeUndefined();
  });

  it("the deepest fall of a book that puts a part on every word", () => {
    expect(rates(after(96, 0.9, 1.01)).drawdown).toBe(0);
    expect(rates(after(96, 0.9, 0.99)).drawdown).toBeCloseTo(1 - 0.99 ** 96, 9);
    const turnsAtMidnight = 96 - 2 * horizon;
    expect(rates(rightThenWrong(turnsAtMidnight, 48)).drawdown).toBeCloseTo(1 - 1.01 ** -48, 9);
  });

  it("a record of older code is completed: what it did not count is estimated, and nothing else changes", () => {
    const { record } = after(24 * 20, 0.9, 1.001);
    const { record: old } = after(24 * 20, 0.9, 1.001);
    for (const each of old.days) {
      Reflect.deleteProperty(each, "gains");
      Reflect.deleteProperty(each, "confidentOutcomes");
      Reflect.deleteProperty(each, "confidentWins");
    }
    for (const name of ["earlierRecent", "earlierPeak", "earlierFall"]) Reflect.deleteProperty(old, name);
    completeRecord(old);
    const [now, then] = [ratesOf(old, hour), ratesOf(record, hour)];
    expect(now).toMatchObject({ winRate: then.winRate, recentWinRate: then.recentWinRate, drawdown: then.drawdown });
    expect(now.profitFactor).toBeGreaterThan(5);
    expect(now.confidentWinRate).toBeUndefined();
    const before = structuredClone(record);
    completeRecord(record);
    expect(record).toEqual(before);
  });
});

describe("the window", () => {
  it("is 30 days: the day 29 before counts, the day 30 before does not", () => {
    const desk = openDesk();
    for (let hours = 0; hours < 24 * 29; hours += 1) close(desk, 100, 0.9);
    expect(desk.record.days).toHaveLength(29);
    for (let hours = 0; hours < 24 * 2; hours += 1) close(desk, 100, 0.9);
    expect(desk.record.days.map((each) => each.day - (desk.record.days.at(-1)?.day ?? 0))).toEqual(
      Array.from({ length: 30 }, (_, index) => index - 29),
    );
  });

  it("reaches back as far as 20 cases need", () => {
    const desk = openDesk();
    for (let days = 0; days < 300; days += 1) close(desk, 100, 0.9, day);
    expect(desk.record.days).toHaveLength(81);
    expect(rates(desk).cases).toBe(20);
  });
});
