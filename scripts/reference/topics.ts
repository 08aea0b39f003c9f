/** All topics of the reference run. */
import { execution } from "./execution.ts";
import { goldenGenerator } from "./golden-generator.ts";
import { hedge } from "./hedge.ts";
import { hmm } from "./hmm.ts";
import { indicators } from "./indicators.ts";
import { later } from "./later.ts";
import { liquidationFunding } from "./liquidation-funding.ts";
import { orderRounding } from "./order-rounding.ts";
import { performance } from "./performance.ts";
import { portfolio } from "./portfolio.ts";
import { riskMeasures } from "./risk-measures.ts";
import { roundTrips } from "./round-trips.ts";
import { sharpe } from "./sharpe.ts";
import { specialFunctions } from "./special-functions.ts";
import { statistics } from "./statistics.ts";
import type { Topic } from "./topic.ts";

export const topics: readonly Topic[] = [
  performance,
  sharpe,
  specialFunctions,
  statistics,
  riskMeasures,
  roundTrips,
  portfolio,
  goldenGenerator,
  hedge,
  hmm,
  indicators,
  execution,
  orderRounding,
  liquidationFunding,
  later,
];
