/** The examination finds who looks ahead, who remembers and who rolls dice, and lets honest strategies pass. */
import { describe, expect, it } from "vitest";
import { walkedBars } from "../../../tests/scenarios/closed-bars.ts";
import { long, none, out, someStrategy } from "../../../tests/scenarios/some-strategy.ts";
import { shippedStrategies } from "../../kernel/trading/strategies/library.ts";
import type { Advice, ClosedBar, View } from "../../kernel/trading/strategies/strategy.ts";
import { examinationText } from "./examination-text.ts";
import { examine, type ExaminedMarket } from "./examine.ts";

const marketOf = (bars: readonly ClosedBar[], symbol = "WALK"): ExaminedMarket => ({
  symbol,
  bars,
  closedAtMs: bars.map((_, index) => 1_577_836_800_000 + index * 3_600_000),
  intervalMs: 3_600_000,
});
const bars = walkedBars(11, 2_000);
const market = marketOf(bars);
const examined = (decide: (view: View) => Advice, markets = [market]) =>
  examine(someStrategy("subject", decide, 3), markets, { cuts: 10 });
/** Long whenever the bar that comes is known to rise by more than it costs. */
const byForesight = (next: (view: View) => ClosedBar | undefined) => (view: View) => {
  const coming = next(view);
  if (coming === undefined) return none;
  const rises = coming.close > coming.open * 1.004;
  if (view.held === undefined) return rises ? long() : none;
  return rises ? none : out;
};

describe("an honest strategy", () => {
  it.each(shippedStrategies.map((strategy) => [strategy.name, strategy] as const))("%s passes", (_, strategy) => {
    const {
      verdict,
      faults,
      suspicions,
      bars: count,
    } = examine(strategy, [market, marketOf(walkedBars(12, 900), "OTHER")], { cuts: 5 });
    expect({ verdict, faults, suspicions }).toEqual({ verdict: "HONEST", faults: [], suspicions: [] });
    expect(count).toBe(2_900);
  });
});

describe("a cheat that keeps a closure over the future", () => {
  it("which it remembers from an earlier run is proved: it says something else when played again", () => {
    const remembered = new Map<number, ClosedBar>();
    const { verdict, faults } = examined(
      byForesight((view) => {
        const [last, earlier] = [view.back(0), view.back(1)];
        remembered.set(earlier.close, last);
        return remembered.get(last.close);
      }),
    );
    expect(verdict).toBe("LOOKS_AHEAD");
    expect(faults[0]?.what).toMatch(/^says something else at bar \d+ when it is played again$/);
  });

  it("which it has brought along is suspected by what it earns", () => {
    const next = new Map(bars.map((bar, index) => [bar.close, bars[index + 1]]));
    const examination = examined(byForesight((view) => next.get(view.back(0).close)));
    expect(examination.verdict).toBe("SUSPECT");
    expect(examination.faults).toEqual([]);
    expect(examination.foresight).toBeGreaterThan(0.5);
    expect(examination.suspicions.join()).toContain("is knowledge");
    expect(examination.warnings, "and a bar late it is worth nothing").toEqual([
      "carried out one bar late it keeps less than half of its profit: a small delay is all its edge",
    ]);
    expect(examinationText("subject", "made-up bars", examination)).toContain("SUSPECT: nothing is proved");
  });

  it("which reaches further than a bar is suspected by how often it wins", () => {
    const index = new Map(bars.map((bar, at) => [bar.close, at]));
    const risesBy = (view: View) => {
      const at = index.get(view.back(0).close) ?? 0;
      const later = bars[at + 15];
      return later === undefined ? 0 : later.close / view.back(0).close - 1;
    };
    const { verdict, suspicions } = examined((view) =>
      view.held === undefined && risesBy(view) > 0.02 ? long({ stopDistance: 0.04, maxBars: 14 }) : none,
    );
    expect(verdict).toBe("SUSPECT");
    expect(suspicions.join()).toMatch(/% of its trades win/);
  });
});

it("one that counts its calls is proved: it remembers", () => {
  let calls = 0;
  expect(examined(() => ((calls += 1) % 7 === 0 ? long({ maxBars: 2 }) : none)).verdict).toBe("LOOKS_AHEAD");
});

it("one whose memory lasts a run and starts anew with it is found where the market is cut off", () => {
  let seen: number[] = [];
  let shortest = Number.POSITIVE_INFINITY;
  const { faults } = examined((view) => {
    const { close } = view.back(0);
    if (close === bars[2]?.close) {
      shortest = Math.min(shortest, seen.length === 0 ? Number.POSITIVE_INFINITY : seen.length);
      seen = [];
    }
    seen.push(close);
    return shortest < 1_500 && view.held === undefined ? long({ maxBars: 2 }) : none;
  });
  expect(faults[0]?.what).toMatch(/when the market ends at bar \d+/);
});

it("one that fails is named with what it said", () => {
  const { verdict, faults } = examined((view) => (view.back(0).close > 0 ? long({ confidence: 2 }) : none));
  expect(verdict).toBe("LOOKS_AHEAD");
  expect(faults[0]?.what).toBe("fails at bar 2: expected a confidence from 0 to 1, was 2");
});

describe("warnings", () => {
  it("where nothing was traded", () => expect(examined(() => none).warnings[0]).toContain("no trade"));
  it("where little was", () => {
    const once = bars[100]?.close;
    expect(examined((view) => (view.back(0).close === once ? long({ maxBars: 2 }) : none)).warnings).toEqual([
      "it made 1 trades on these bars: little is known of it",
    ]);
  });
  it("where it loses", () =>
    expect(examined((view) => (view.held === undefined ? long({ maxBars: 1 }) : none)).warnings[0]).toContain("loses"));
});
