/** PBA, every ten minutes at most: where the book should stand, and what is sold to bring it there (resolutions 64). */
import type { Rebalancing } from "../../../domain/balancer.ts";
import type { HookName } from "../../../domain/hooks.ts";
import type { SubsystemMode } from "../../../domain/subsystem.ts";
import type { Hook, Verdict } from "../run-hooks.ts";

/** Walks past with no trims, and leaves with those that the balancer recommends. */
export const rebalanceRecommendations = (mode: SubsystemMode): Hook<Rebalancing, Rebalancing, HookName> => ({
  name: "rebalance-recommendations",
  mode,
  canOnlyTighten: true,
  onFailure: "PASS",
  review: (_, recommended) => recommend(recommended),
});

function recommend(recommended: Rebalancing): Verdict<Rebalancing> {
  const { allocator, targets, trims } = recommended;
  const known =
    targets.length === 0 ? "too little is known to allot anything" : `${allocator} allots ${targets.length}`;
  const sold = trims.length === 0 ? "nothing to sell" : trims.map(({ symbol, why }) => `${symbol}: ${why}`).join("; ");
  return { kind: "PASS", subject: recommended, note: `${known}; ${sold}` };
}
