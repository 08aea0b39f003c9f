/** spread_explosion: bid and ask stand so many times as far apart at the venue. No bar shows it; fills do. */
import { isActive, type SpreadExplosion } from "./stress.ts";

/** What the usual half spread is multiplied by. */
export const spreadFactorAt = (stress: SpreadExplosion, step: number): number =>
  isActive(stress, stress.bars, step) ? stress.factor : 1;
