/** How sure the strategy officer is of the kind of trading it advises. Source: origin-facts 2.9. */
import { suits } from "../../../domain/meta-strategy.ts";
import type { MetaStrategy } from "../../../domain/strategy-advice.ts";
import { type Fraction, fraction } from "../../../units/units.ts";

const confidences = { byRegime: fraction(0.7), byBestStrategy: fraction(0.85) };

/** Higher where the name of the best model says the same as the regime. */
export const confidenceIn = (metaStrategy: MetaStrategy, primary: string | undefined): Fraction =>
  primary !== undefined && suits(primary, metaStrategy) ? confidences.byBestStrategy : confidences.byRegime;
