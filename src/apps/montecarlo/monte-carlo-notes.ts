/** What shuffling a run cannot show, said beside its figures. */
import { minimumSample } from "../../kernel/analytics/sharpe-report.ts";
import type { MonteCarlo } from "./monte-carlo-answer.ts";

export function monteCarloNotes({ days, trades, paths }: MonteCarlo): string[] {
  const notes = [
    `Every path is made of the run's own ${days.days} days. No day worse than its worst can come up, and no market it has ` +
      "not seen. The intervals tell of luck in the order and choice of days, not of the future.",
    `Blocks have a mean length of ${days.meanBlockDays.toFixed(1)} days. What hangs together for longer, such as a bear ` +
      "market of a year, is cut up, so long times under water are rather too short here.",
    "Drawdown is of daily closes here, of every bar in a run's report, so the run falls a little less deep here.",
    "The fund does not react. In a path that falls deeper than the run did, its freezes, profiles and sizes would have " +
      "been others; qt whatif and qt backtest play those, this does not.",
    "Where the run lies in the middle, it is a usual outcome of its own days. That is no merit: it is true by the way " +
      "paths are made, except for drawdown and time under water, which depend on the order.",
  ];
  if (trades === null) notes.push("Fewer than two trades: their order says nothing.");
  else {
    notes.push(
      "Shuffled trades all end at one equity, because each is a share of equity and a product does not mind its order. " +
        "They show path risk alone: how deep the same trades might have fallen, and how many losses in a row to expect.",
      "Trades are put one after another and taken for independent. Those held at one time are not: their losses come " +
        "together, so real drawdowns are deeper than shuffled ones. Open losses between the ends of trades are not seen.",
    );
    if (trades.trades < minimumSample)
      notes.push(`Low sample: ${trades.trades} trades, below ${minimumSample}; their order says little.`);
  }
  notes.push(`${paths} paths: an interval's ends are themselves known to a few parts in a hundred.`);
  return notes;
}
