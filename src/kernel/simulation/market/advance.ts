/**
 * One step of the market: where every price stands at its end.
 *
 * Return of a coin = beta x common return + own noise + own jump + a weak pull to the start price. All that later steps
 * depend on is drawn here and nothing else, so that skipping ahead costs only this.
 */
import { normal, uniform } from "../../maths/seeded-random.ts";
import type { CoinState, MarketState } from "./market-state.ts";
import { advanceRegime, takeDrift } from "./regime-chain.ts";
import { drawShock, nextVariance } from "./volatility.ts";
import { volatilityAt } from "./weekly-profile.ts";

type CommonMove = {
  readonly commonReturn: number;
  readonly commonVolatility: number;
  /** Factor on the volatility of the coins' own noise. */
  readonly ownFactor: number;
};

/** Moves `state` on by one step, in place. */
export function advanceMarket(state: MarketState): void {
  const move = drawCommonMove(state);
  for (let i = 0; i < state.coins.length; i += 1) {
    const coin = state.coins[i];
    if (coin !== undefined) advanceCoin(state, coin, i, move);
  }
  state.stepsDone += 1;
}

function drawCommonMove(state: MarketState): CommonMove {
  const { parameters, step, random } = state;
  const { model } = parameters;
  advanceRegime(state);
  const drift = takeDrift(state);
  const regime = model.regimes[state.regime];
  const busy = step.rootHours * volatilityAt(parameters.start + state.stepsDone * step.stepMs);
  const commonVolatility = model.commonVolatility * Math.sqrt(state.commonVariance) * regime.commonVolatility * busy;
  const shock = drawShock(random, model, step);
  state.commonVariance = nextVariance(step.garch, state.commonVariance, shock, model.varianceCap);
  const jump = uniform(random) < step.commonJump ? model.commonJumps.size * normal(random) : 0;
  return {
    commonReturn: drift + commonVolatility * shock + jump,
    commonVolatility,
    ownFactor: regime.ownVolatility * busy,
  };
}

function advanceCoin(state: MarketState, coin: CoinState, index: number, move: CommonMove): void {
  const { parameters, step, random } = state;
  const { model } = parameters;
  const { beta, ownVolatility, startPrice } = coin.model;
  const ownStep = ownVolatility * Math.sqrt(coin.ownVariance) * move.ownFactor;
  const shock = drawShock(random, model, step);
  coin.ownVariance = nextVariance(step.ownGarch, coin.ownVariance, shock, model.varianceCap);
  const hasJump = uniform(random) < (step.ownJumps[index] ?? 0);
  const jump = hasJump ? model.ownJumpSize * ownVolatility * normal(random) : 0;
  const pull = step.pull * (Math.log(startPrice) - coin.logPrice);
  const commonStep = beta * move.commonVolatility;
  coin.previousLogPrice = coin.logPrice;
  coin.logPrice += beta * move.commonReturn + ownStep * shock + jump + pull;
  coin.stepVolatility = Math.sqrt(commonStep * commonStep + ownStep * ownStep);
  coin.tide = step.tideKept * coin.tide + step.tideNoise * normal(random);
}
