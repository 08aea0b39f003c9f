/** Numbers read the same everywhere, with a true minus and signs where direction matters. */
import { describe, expect, it } from "vitest";
import {
  dateTime,
  duration,
  orUnknown,
  price,
  quantity,
  share,
  shortTime,
  signedShare,
  signedUsd,
  usd,
  words,
} from "./format.ts";

describe("numbers", () => {
  it.each([
    [usd(1234567.891), "1,234,567.89"],
    [usd(-1234.5), "\u22121,234.50"],
    [signedUsd(12.3), "+12.30"],
    [signedUsd(-12.3), "\u221212.30"],
    [signedUsd(0), "0.00"],
    [signedUsd(-0.001), "0.00"],
    [signedUsd(0.001), "0.00"],
    [share(0.1234), "12.34 %"],
    [signedShare(-0.05), "\u22125.00 %"],
    [price(64123.456), "64,123.46"],
    [price(3.14159), "3.1416"],
    [price(0.000123), "0.000123"],
    [quantity(0.38), "0.38"],
    [orUnknown(null, usd), "–"],
  ])("%s", (was, expected) => expect(was).toBe(expected));
});

describe("times", () => {
  it.each([
    [dateTime(Date.UTC(2024, 2, 10, 14, 5)), "2024-03-10 14:05"],
    [shortTime(Date.UTC(2024, 2, 10, 14, 5)), "Mar 10 14:05"],
    [duration(7_500_000), "2 h 5 min"],
    [duration(90_000_000), "1 d 1 h"],
    [duration(20_000), "less than a minute"],
    [duration(-5), "less than a minute"],
    [words("RISK_ADJUSTMENT"), "risk adjustment"],
  ])("%s", (was, expected) => expect(was).toBe(expected));
});
