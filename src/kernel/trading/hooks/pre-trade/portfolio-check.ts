/** PBA, before a trade: what the book has room for, after what better candidates of the same close have taken. */
import { pass, type Review, veto } from "./pre-trade-hook.ts";

export const checkPortfolio: Review = (intent, { reviewInBook }) => {
  if (reviewInBook === undefined) return veto("nobody has looked at the book");
  const review = reviewInBook(intent);
  if (review.kind === "DROPPED") return veto(`${review.reason}: ${review.note}`);
  const { notional, bound } = review;
  const note = bound === undefined ? "all of it fits" : `${notional.toFixed(2)} USD fit, bound by ${bound.reason}`;
  return pass({ ...intent, notional }, note);
};
