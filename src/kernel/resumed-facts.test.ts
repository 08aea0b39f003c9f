/** A fund taken up from a snapshot says what it would have said, letter for letter, whatever models outside are called. */
import { expect, it } from "vitest";
import { at, bar, hour, wavyClose } from "../../tests/scenarios/given.ts";
import { close, feed, openWorld } from "../../tests/scenarios/world.ts";
import { forecastReceived } from "./events/market-events.ts";
import { operatorBrakeSet, operatorModeSet } from "./events/operator-events.ts";
import type { FundState } from "./fund-state.ts";
import { decodeState, encodeState } from "./state-codec.ts";
import { step } from "./step.ts";
import { fraction, ratio } from "./units/units.ts";

it("with weights of models whose names came in another order than the alphabet's", () => {
  const world = openWorld();
  const bars = (index: number) => [bar("BTC", wavyClose(index)), bar("ETH", wavyClose(index, 50))];
  for (let index = 0; index < 20; index += 1) close(world, at(index * hour), bars(index));
  for (const model of ["zeta", "alpha", "7", "constructor"])
    feed(
      world,
      world.state.at,
      "model",
      forecastReceived.create({
        model,
        symbol: "BTC",
        upProbabilityFraction: fraction(0.5),
        sampleSize: 100,
        evidenceRatio: ratio(0),
        validUntilMs: at(100 * hour),
      }),
    );
  close(world, at(20 * hour), bars(20));
  const resumed = decodeState(encodeState(world.state)) as FundState;
  const because = { operator: null, reason: "a test" };
  for (const event of [
    operatorBrakeSet.create({ engaged: true, ...because }),
    operatorModeSet.create({ mode: "PAUSED", durationMs: null, expiresInMs: null, ...because }),
  ]) {
    const entry = { seq: world.state.seq + 1, at: world.state.at, origin: "operator" as const, event };
    const said = step(world.state, entry).facts.map((fact) => JSON.stringify(fact));
    expect(said.join()).toContain('"zeta":');
    expect(step(resumed, entry).facts.map((fact) => JSON.stringify(fact))).toEqual(said);
  }
});
