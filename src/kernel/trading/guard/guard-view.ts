/** What the guard knows when it looks at one order. Every number may be wrong; the checks treat NaN as a refusal. */
import type { HardLimits } from "../../domain/hard-limits.ts";
import type { Instrument } from "../../domain/instrument.ts";
import type { ReferencePrice } from "../../domain/order.ts";
import type { RiskEnvelope } from "../../domain/risk-envelope.ts";
import type { EpochMs } from "../../units/units.ts";

export type GuardView = {
  readonly at: EpochMs;
  readonly instrument: Instrument | undefined;
  readonly reference: ReferencePrice | undefined;
  readonly envelope: RiskEnvelope;
  /** Symbols positions may be opened in. */
  readonly activeSymbols: readonly string[];
  /** False when the council has not completed a round for too long. */
  readonly governanceIsFresh: boolean;
  readonly limits: HardLimits;
  /** Everything, locked profit and reserve included: what the minimum capital is about. */
  readonly equity: number;
  /** What may be traded with: the base of every share an entry is held against (resolutions 21). */
  readonly tradable: number;
  /** Cash no working order and no promise to lock or reserve may claim. */
  readonly cash: number;
  readonly drawdown: number;
  readonly allTimeDrawdown: number;
  readonly dailyLoss: number;
  /** Notional of positions, working and unknown entries, at their worst. */
  readonly committedNotional: number;
  /** The same for this symbol. */
  readonly committedInSymbol: number;
  /** Positions and symbols with entries that may still be filled, this one apart. */
  readonly otherPositions: number;
  /** How far from its fill the entry's stop will rest, share of the price. */
  readonly stopDistance: number;
  readonly openOrders: number;
  /** Held quantity of the symbol less what working and unknown exits may still sell. */
  readonly closeableQuantity: number;
  readonly hasSeen: (orderId: string) => boolean;
};
