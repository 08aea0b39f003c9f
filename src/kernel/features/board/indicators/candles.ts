/** What one bar, or a few, look like: bodies, shadows and the patterns made of them. Flags are 1 or 0. */
import {
  above,
  always,
  ago,
  close,
  type Formula,
  high,
  low,
  minus,
  not,
  open,
  over,
  scaled,
  size,
  times,
} from "../formula.ts";
import { bodyBottom, bodyTop, range } from "./prices.ts";

const upperShadow = minus(high, bodyTop);
const lowerShadow = minus(bodyBottom, low);
const bodySize = size(minus(close, open));
const isRising = above(close, open);
const isFalling = above(open, close);

/** Parts of the range; of a bar without one, 0. */
export const bodyShare = over(bodySize, range);
export const upperShadowShare = over(upperShadow, range);
export const lowerShadowShare = over(lowerShadow, range);
/** Move from open to close, range, and jump from the close before, as shares of the price. */
export const body = over(minus(close, open), open);
export const rangeShare = over(range, close);
export const gap = over(minus(open, ago(close, 1)), ago(close, 1));
/** Balance of power: move over range, -1 to 1. */
export const balanceOfPower = over(minus(close, open), range);

/** a at least b. */
const isAtLeast = (a: Formula, b: Formula): Formula => not(above(b, a));
const all = (...flags: readonly Formula[]): Formula => flags.reduce(times);

/** A body of a tenth of the range or less. */
export const doji = isAtLeast(scaled(range, 0.1), bodySize);
/** A long shadow below (two bodies or more, half of the range or more), next to none above (a tenth of the range). */
export const hammer = all(longShadow(lowerShadow), isAtLeast(scaled(range, 0.1), upperShadow));
export const shootingStar = all(longShadow(upperShadow), isAtLeast(scaled(range, 0.1), lowerShadow));
function longShadow(shadow: Formula): Formula {
  return all(
    above(range, always(0, range)),
    isAtLeast(shadow, scaled(bodySize, 2)),
    isAtLeast(shadow, scaled(range, 0.5)),
  );
}

/** A body that holds the body of the bar before, which went the other way. */
const engulfs = all(
  isAtLeast(bodyTop, ago(bodyTop, 1)),
  isAtLeast(ago(bodyBottom, 1), bodyBottom),
  above(bodySize, ago(bodySize, 1)),
);
export const bullishEngulfing = all(engulfs, isRising, ago(isFalling, 1));
export const bearishEngulfing = all(engulfs, isFalling, ago(isRising, 1));
/** Within the range of the bar before, and beyond it on both sides. */
export const insideBar = all(isAtLeast(ago(high, 1), high), isAtLeast(low, ago(low, 1)));
export const outsideBar = all(above(high, ago(high, 1)), above(ago(low, 1), low));

/** Three bars of long bodies in a row, each closing beyond the one before and opening inside its body. */
const march = (goes: Formula, beyond: Formula, opensInside: Formula): Formula => {
  const step = all(goes, beyond, opensInside, isAtLeast(bodySize, scaled(range, 0.5)));
  return all(step, ago(step, 1), ago(goes, 2));
};
const opensInBody = all(isAtLeast(ago(bodyTop, 1), open), isAtLeast(open, ago(bodyBottom, 1)));
export const threeWhiteSoldiers = march(isRising, above(close, ago(close, 1)), opensInBody);
export const threeBlackCrows = march(isFalling, above(ago(close, 1), close), opensInBody);
