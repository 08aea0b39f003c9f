/** What the study of estimators found, in words; renewed by hand when the numbers change. */
export const findings = `## Findings

- **Filter, and give the tail its weight.** On GARCH paths every estimator that divides by volatility and does not assume normal tails
  passes Kupiec and Christoffersen on at least 90 % of the paths, at 95 and at 99 %. Divided by volatility but normal in the tail,
  they fail at 99 %: EWMA normal passes Kupiec on 30 %, GARCH normal on 51 %. They are not among the "filtered" ones that are held
  to the goal. Plain historical VaR passes on 83 and 76 %.
- **When the regime switches**, plain historical VaR fails Kupiec on every path. Of the filtered ones EWMA holds up best, since GARCH that
  was fitted on a calm time is slow: GARCH Student passes on 28 % at 95 %. The self-calibrating bound stays within 0.3 points of its
  tail. That it passes Kupiec is how it is built, not a sign of good forecasts; FZ0 is the judge of those.
- **BTC and ETH, 2020 to 2023.** FZ0 puts GARCH Student first of those that pass for ETH at all three levels and for BTC at 95 %; for BTC at
  97.5 and 99 % it is the plain Student, with GARCH Student next and no difference that counts (p 0.50 and 0.23). Ten of
  the twelve rows that do not pass have a normal tail; the others are Cornish-Fisher for ETH at 97.5 % and the aged history for ETH at
  99 %. The self-calibrating bound passes everywhere; its FZ0 is worse, significantly so for BTC at 95 and 99 % (p 0.048 and 0.009).
- **No filtered one is needed to pass here.** Plain historical VaR passes for both coins at all levels in these four years. It is worse
  by FZ0, and that is significant. The switch that breaks it is a made-up one.

What this does not show: at 99 % some 15 hits are expected, so the tests see only gross errors. There are 78 rows of tests and no
correction for their number. A sample of 500 days, refits every seventh day and a decay of 0.94 were set beforehand and not tuned; one
error was repaired after a first look at a few paths (a GARCH refit that could not leave an edge), which made the GARCH rows of the
switching market better. "p to best" compares with a winner chosen on the same days, which flatters the winner. Neither coin is a portfolio, and four years are one history.`;
