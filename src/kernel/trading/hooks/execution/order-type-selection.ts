/**
 * AELM, before an order: how an entry is worked, by its urgency, the spread and its impact on the price.
 *
 * An entry is as urgent as its edge decays: one that loses more by waiting than parts would save is sent at once. The
 * lines between small, noticeable and large impact are those of origin-facts 28 (0.1, 0.5 and 2 %). A small one waits at
 * the bid where the rule of maker and taker says so. Exits and stops never come here: they take at once.
 */
import { type ExecutionStyle, obeyDirective } from "../../../domain/execution.ts";
import { type EntryPlan, type ExecutionView, pass, type Review } from "./execution-hook.ts";

const smallImpactBps = 10;
const noticeableImpactBps = 50;
const largeImpactBps = 200;
/** A limit that leaves less room than this shows its whole size for too long, and becomes an iceberg (origin-facts 28). */
const tolerantFromBps = 10;
/** Parts of an entry that loses as much a bar are sent the sooner (chosen). */
const frontedFromDecayBps = 1;

export type Choice = { readonly style: ExecutionStyle; readonly why: string };

export const selectOrderType: Review = (plan, view) => {
  const wanted = chooseStyle(plan, view);
  const style = obeyDirective(wanted.style, view.directive);
  const why = style === wanted.style ? wanted.why : `${wanted.style} is wanted, the directive is LIMIT`;
  return pass({ ...plan, style }, `${style}: ${why}`);
};

/** What execution wants, whatever the directive says. */
export function chooseStyle(plan: EntryPlan, view: ExecutionView): Choice {
  const { choosesStyle, slices } = view.config;
  const impact = view.estimateOf({ ...plan, style: "MARKET" }).impactBps;
  if (!choosesStyle) return { style: "MARKET", why: "styles are not chosen" };
  const seen = `impact of ${impact.toFixed(1)} bps`;
  if (!(impact >= smallImpactBps)) return makerOrTaker(view);
  if (!slices || view.mostParts < 2) return { style: "LIMIT", why: `${seen}, not to be cut` };
  const saved = impact * (1 - 1 / Math.sqrt(view.mostParts));
  const lost = (view.decayBps * (view.mostParts - 1)) / 2;
  if (!(saved > lost))
    return { style: "MARKET", why: `urgent: parts save ${saved.toFixed(1)} of ${lost.toFixed(1)} bps` };
  if (impact < noticeableImpactBps)
    return view.directive.maxSlippage >= tolerantFromBps
      ? { style: "LIMIT", why: `${seen}, within the slippage allowed` }
      : { style: "ICEBERG", why: `${seen}, and little slippage allowed` };
  if (impact >= largeImpactBps) return { style: "POV", why: seen };
  return view.decayBps >= frontedFromDecayBps
    ? { style: "SCHEDULE", why: `${seen}, losing ${view.decayBps.toFixed(1)} bps a bar` }
    : { style: "TWAP", why: seen };
}

function makerOrTaker({ fillProbability: p, leastFillProbability: least }: ExecutionView): Choice {
  const odds = `a fill is ${percent(p)} likely`;
  if (p > least) return { style: "POST_ONLY", why: `${odds}, ${percent(least)} is enough` };
  return {
    style: "MARKET",
    why: least <= 1 ? `${odds}, ${percent(least)} is needed to wait` : "waiting saves nothing",
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
