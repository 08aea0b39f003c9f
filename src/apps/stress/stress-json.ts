/** The answer as data, with units in the names: written to `stress.json` and printed by `--json`. */
import { lengthOf } from "../../kernel/simulation/stress/stress.ts";
import { venueJson } from "../venue/venue-line.ts";
import type { StressAnswer, StressedScenario } from "./stress-answer.ts";
import { type Cut, figuresOf } from "./stress-figures.ts";

export const stressJson = (answer: StressAnswer) => ({
  format: 1,
  market: answer.market,
  symbols: answer.config.instruments.map(({ symbol }) => symbol),
  venue: venueJson(answer.venue),
  seed: answer.seed,
  closes: answer.closes,
  code: answer.code,
  nodeVersion: answer.nodeVersion,
  passed: answer.passed,
  scenarios: answer.scenarios.map((each) => scenarioJson(each, answer.config.intervalMs)),
  notes: answer.notes,
  out: answer.folder ?? null,
});

export const cutOf = ({ scenario, strike }: StressedScenario, intervalMs: number): Cut => ({
  strikeAt: strike.at,
  length: lengthOf(scenario),
  intervalMs,
});

function scenarioJson(each: StressedScenario, intervalMs: number) {
  const { scenario, strike, struck, calm, stressed, judgements, passed, notes } = each;
  const cut = cutOf(each, intervalMs);
  const { corrupted, corruptTaken, trueRefused, failedRequests, failedWords, refusedWords, gapLossFraction } = stressed;
  return {
    name: scenario.name,
    title: scenario.title,
    stresses: scenario.stresses.map((stress) =>
      stress.type === "historic_replay" ? { ...stress, path: stress.path.length } : stress,
    ),
    strikeAtMs: strike.at,
    exposureAtStrikeRatio: strike.exposure,
    heldMost: strike.held ?? null,
    struck,
    passed,
    judgements,
    calm: figuresOf(calm, cut),
    stressed: figuresOf(stressed, cut),
    strain: { corrupted, corruptTaken, trueRefused, failedRequests, failedWords, refusedWords, gapLossFraction },
    notes,
  };
}
