/** Settings of a what-if: friendly names and paths, what the schema refuses, and what a mistyped name most likely meant. */
import { describe, expect, it } from "vitest";
import { simulatedMarket } from "../../adapters/simulated-market/simulated-market.ts";
import { FundError } from "../../ports/errors.ts";
import { defaultConfig } from "../../runtime/default-config.ts";
import { applySettings, friendlyNames, listSettings } from "./settings.ts";

const { identity, instruments, interval, firstClose } = simulatedMarket({ seed: 1, bars: 10 });
const config = defaultConfig({ market: identity, instruments, interval, tradeFrom: firstClose });
const refusal = (...settings: readonly string[]): string => {
  try {
    applySettings(config, settings);
  } catch (error) {
    if (error instanceof FundError) return `${error.code} ${error.message}`;
    throw error;
  }
  return "none";
};

describe("settings", () => {
  it("change what they name, by name and by path, and nothing else", () => {
    const { config: changed, changes } = applySettings(config, [
      "supervisor.freeze.drawdown=8%",
      "ess.exit_mode=FLATTEN",
      "seats=SUPERVISOR,CRO",
      "trading.stopAtr=2.5",
      "instruments.1.takerFeeBps=20",
      "supervisor.review_after=none",
    ]);
    const [first, second, ...rest] = config.instruments;
    expect(changed).toEqual({
      ...config,
      hardLimits: { ...config.hardLimits, maxDrawdownFraction: 0.08 },
      ess: { ...config.ess, exitMode: "FLATTEN" },
      seats: ["SUPERVISOR", "CRO"],
      trading: { ...config.trading, stopAtr: 2.5 },
      instruments: [first, { ...second, takerFeeBps: 20 }, ...rest],
      scriptedReviewAfterMs: null,
    });
    expect(changes[0]).toEqual({
      name: "supervisor.freeze.drawdown",
      path: "hardLimits.maxDrawdownFraction",
      from: 0.1,
      to: 0.08,
    });
  });

  it("leave the configuration as it is when there are none", () =>
    expect(applySettings(config, []).config).toEqual(config));

  it.each([
    ["supervisor.freeze.drawdwn=0.1", "did you mean supervisor.freeze.drawdown?"],
    ["hardLimits.maxDrawdownFractoin=0.1", "did you mean hardLimits.maxDrawdownFraction?"],
    ["weather=fine", "expected a setting that qt whatif --list names, was weather"],
    ["supervisor.freeze.drawdown=8", /supervisor\.freeze\.drawdown: .*<=1, was 8/],
    ["supervisor.freeze.drawdown=much", 'expected a number such as 0.08 or 8%, was "much"'],
    ["ess.exit_mode=RUN", /ess\.exit_mode: .*"FLATTEN".*, was RUN/],
    ["ess.cool_down=soon", "expected a length such as 90s"],
    ["ess.enabled=1", "expected true or false"],
    ["seats=CRO", "seats: expected the SUPERVISOR among the seats, or no seat at all, was CRO"],
    ["intervalMs=60000", "expected a setting that may differ"],
    ["identity.market=other", "expected a setting that may differ"],
    ["supervisor.freeze.drawdown", "expected name=value"],
  ])("refuse %s by name, value and rule", (setting, said) => {
    const message = refusal(setting);
    expect(message).toMatch(/^BAD_USAGE --set /);
    expect(message).toMatch(said);
  });

  it("are listed once a name, each friendly one with a field there is", () => {
    const listed = listSettings(config);
    const names = listed.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(friendlyNames), "seats", "stage", "seed"]));
    expect(names).not.toContain("intervalMs");
    expect(listed.find(({ name }) => name === "limits.daily_loss")).toEqual({
      name: "limits.daily_loss",
      path: "hardLimits.maxDailyLossFraction",
      value: 0.05,
      unit: "share",
    });
  });
});
