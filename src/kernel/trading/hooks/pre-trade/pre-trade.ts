/** The pre-trade hooks in the order they run. Source: seed 004, "Pre-Trade Hooks"; order from resolutions 25. */
import type { FundConfig } from "../../../domain/config.ts";
import type { HookName } from "../../../domain/hooks.ts";
import { adjustConfidence } from "./confidence-adjustment.ts";
import { checkPortfolio } from "./portfolio-check.ts";
import { sizePosition } from "./position-sizing.ts";
import type { PreTradeHook, Review } from "./pre-trade-hook.ts";
import { checkRisk } from "./risk-check.ts";
import { filterUniverse } from "./universe-filter.ts";

const reviews: readonly { readonly name: HookName; readonly review: Review }[] = [
  { name: "universe-filter", review: filterUniverse },
  { name: "confidence-adjustment", review: adjustConfidence },
  { name: "risk-check", review: checkRisk },
  { name: "portfolio-check", review: checkPortfolio },
  { name: "position-sizing", review: sizePosition },
];

export const preTradeHooks = (config: FundConfig): readonly PreTradeHook[] =>
  reviews.map(({ name, review }) => ({
    name,
    mode: config.hooks[name],
    canOnlyTighten: true,
    onFailure: "PASS",
    review,
  }));
