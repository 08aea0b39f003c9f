/**
 * `mixed_custom`: a scenario of one's own, from a JSON file. What is left out is as in `stressDefaults`; what is not known
 * is refused by field, value and rule.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { stressDefaults as of } from "../../kernel/simulation/stress/defaults.ts";
import {
  breakdowns,
  corruptions,
  type Scenario,
  shiftDirections,
  type Stress,
} from "../../kernel/simulation/stress/stress.ts";
import { fraction } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";

const longestBars = 5_000;
const barsField = z.int().min(1).max(longestBars);
const fromBar = z.int().min(0).max(longestBars).default(0);
const share = z.number().gt(0).lt(1).transform(fraction);
const wholeShare = z.number().gt(0).max(1).transform(fraction);
const factor = z.number().min(1).max(1_000);
const assets = z.union([z.enum(["ALL", "HELD"]), z.array(z.string().min(1)).min(1).readonly()]);

const stressSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("flash_crash"),
    fromBar,
    assets: assets.default(of.flash_crash.assets),
    depthFraction: share.default(of.flash_crash.depthFraction),
    gapFraction: z.number().min(0).max(1).transform(fraction).default(of.flash_crash.gapFraction),
    fallBars: barsField.default(of.flash_crash.fallBars),
    recoveryBars: z.int().min(0).max(longestBars).default(of.flash_crash.recoveryBars),
  }),
  z.strictObject({
    type: z.literal("volatility_spike"),
    fromBar,
    assets: assets.default(of.volatility_spike.assets),
    factor: factor.max(20).default(of.volatility_spike.factor),
    bars: barsField.default(of.volatility_spike.bars),
  }),
  z.strictObject({
    type: z.literal("trend_shift"),
    fromBar,
    assets: assets.default(of.trend_shift.assets),
    direction: z.enum(shiftDirections).default(of.trend_shift.direction),
    sizeFraction: share.default(of.trend_shift.sizeFraction),
    bars: barsField.default(of.trend_shift.bars),
  }),
  z.strictObject({
    type: z.literal("liquidity_drop"),
    fromBar,
    assets: assets.default(of.liquidity_drop.assets),
    dropFraction: wholeShare.default(of.liquidity_drop.dropFraction),
    bars: barsField.default(of.liquidity_drop.bars),
  }),
  z.strictObject({
    type: z.literal("spread_explosion"),
    fromBar,
    assets: assets.default(of.spread_explosion.assets),
    factor: factor.default(of.spread_explosion.factor),
    bars: barsField.default(of.spread_explosion.bars),
  }),
  z.strictObject({
    type: z.literal("data_corruption"),
    fromBar,
    assets: assets.default(of.data_corruption.assets),
    shareFraction: wholeShare.default(of.data_corruption.shareFraction),
    kinds: z.array(z.enum(corruptions)).min(1).readonly().default(of.data_corruption.kinds),
    bars: barsField.default(of.data_corruption.bars),
  }),
  z.strictObject({
    type: z.literal("model_failure"),
    fromBar,
    shareFraction: wholeShare.default(of.model_failure.shareFraction),
    bars: barsField.default(of.model_failure.bars),
  }),
  z.strictObject({
    type: z.literal("execution_failure"),
    fromBar,
    shareFraction: wholeShare.default(of.execution_failure.shareFraction),
    bars: barsField.default(of.execution_failure.bars),
  }),
  z.strictObject({
    type: z.literal("latency_spike"),
    fromBar,
    factor: z.number().min(1).max(1e6).default(of.latency_spike.factor),
    bars: barsField.default(of.latency_spike.bars),
  }),
  z.strictObject({
    type: z.literal("correlation_breakdown"),
    fromBar,
    toward: z.enum(breakdowns).default(of.correlation_breakdown.toward),
    bars: barsField.default(of.correlation_breakdown.bars),
  }),
  z.strictObject({
    type: z.literal("pump_dump"),
    fromBar,
    assets: assets.default(of.pump_dump.assets),
    riseFraction: z.number().gt(0).max(100).default(of.pump_dump.riseFraction),
    pumpBars: barsField.default(of.pump_dump.pumpBars),
    dumpBars: barsField.default(of.pump_dump.dumpBars),
  }),
]) satisfies z.ZodType<Stress>;

const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/, "expected lower-case letters, digits and dashes, 40 at most"),
  title: z.string().min(1).max(200),
  stresses: z.array(stressSchema).min(1).max(20),
});

/** @throws BAD_USAGE naming the field, the value's fault and the rule */
export function readScenario(path: string): Scenario {
  const result = scenarioSchema.safeParse(readJson(path));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.length === 0 ? "scenario" : issue.path.join(".")}: ${issue.message}`,
  );
  throw new FundError("BAD_USAGE", `${path}: expected a scenario of stresses, was none: ${faults.join("; ")}`);
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new FundError("BAD_USAGE", `${path}: expected a JSON file, was: ${cause}`, { cause: error });
  }
}
