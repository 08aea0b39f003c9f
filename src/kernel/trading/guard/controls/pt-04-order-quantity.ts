/**
 * PT-04: the most of one thing an order may buy, in units, as the instrument allows it and as others trade it.
 *
 * An order worth a large part of what trades is a mistake or moves the price against itself. Source: controls.md, PT-04;
 * FIA fat finger.
 */
import type { Check } from "../check.ts";
import type { GuardControl } from "../guard-control.ts";
import type { GuardView } from "../guard-view.ts";
import { type LimitCheck, measured, rounding } from "../measured.ts";
import { usdText, worstCost } from "../order-measures.ts";
import { limitParameter } from "./limit-parameter.ts";

export const quantityIsSound: Check = {
  name: "quantity",
  refuses: ({ quantity }) =>
    Number.isFinite(quantity) && quantity > 0 ? undefined : `expected a quantity above 0, was ${quantity}`,
};

export const quantityFits = measured({
  name: "order-quantity",
  measure: ({ quantity }, { instrument }) => ({
    value: quantity,
    limit: instrument?.maxOrderQuantity ?? Number.NaN,
    unit: "QUANTITY",
    bound: "AT_MOST",
  }),
  says: ({ value, limit }, { symbol }) => `expected at most ${limit} of ${symbol}, was ${value}`,
});

/** What is asked of what others trade; a market in which nothing trades gives nothing. */
const thickness = (
  name: string,
  what: string,
  of: (view: GuardView) => readonly [traded: number, share: number],
): LimitCheck =>
  measured({
    name,
    measure: (order, view) => {
      const [traded, share] = of(view);
      return { value: worstCost(order), limit: share * traded, unit: "USD", bound: "AT_MOST" };
    },
    slack: rounding,
    says: ({ value, limit }) =>
      `expected an order of at most ${usdText(limit)}, its share of ${what}, was ${usdText(value)}`,
  });

export const barIsThick = thickness("bar-volume", "the last bar", ({ barTurnover, controls }) => [
  barTurnover,
  controls.thickness.maxBarRatio,
]);
export const dayIsThick = thickness("day-volume", "24 hours", ({ dayTurnover, controls }) => [
  dayTurnover,
  controls.thickness.maxDayRatio,
]);
const knownOffer = thickness("top-depth", "the best offer", ({ topDepth = Number.NaN, controls }) => [
  topDepth,
  controls.thickness.maxTopRatio,
]);
/** Not asked where no book is known: then there is no offer to compare with. */
export const offerIsThick: Check = {
  name: knownOffer.name,
  refuses: (order, view) => (view.topDepth === undefined ? undefined : knownOffer.refuses(order, view)),
  measure: (order, view) => (view.topDepth === undefined ? undefined : knownOffer.measure(order, view)),
};

export const orderQuantity: GuardControl = {
  id: "PT-04",
  name: "Maximum order quantity",
  purpose: "Keeps one order from asking for more than the instrument allows, or than a thin market can give.",
  answers: ["RTS 6 Art. 15(1)(b)", "FIA maximum order size (fat finger)"],
  source: "controls.md, PT-04; quantities of the instrument, shares chosen (ADR 0040)",
  owner: "TRADER",
  action: "The order is refused.",
  parameters: ({ instruments, controls: { thickness: part } }) => [
    limitParameter(
      "instruments[].maxOrderQuantity",
      "QUANTITY",
      Math.min(...instruments.map(({ maxOrderQuantity }) => maxOrderQuantity)),
    ),
    limitParameter("controls.thickness.maxBarRatio", "SHARE", part.maxBarRatio),
    limitParameter("controls.thickness.maxDayRatio", "SHARE", part.maxDayRatio),
    {
      setting: "controls.thickness.maxTopRatio",
      unit: "SHARE",
      bound: "AT_MOST",
      warn: null,
      block: part.maxTopRatio,
      note: "no book known: not asked",
    },
  ],
  checks: [quantityIsSound, quantityFits, barIsThick, dayIsThick, offerIsThick],
};
