/** The calibration's section of docs/cost-model.md: tables, and what 345 seconds of one symbol can and cannot say. */
import type { Calibration, JudgedModel } from "./calibration.ts";
import { meanOf } from "./cost-fit.ts";
import { lifeMs, type MakerRule, type MakerStudy, resultOf } from "./maker-study.ts";
import type { Session } from "./session.ts";

export type StudiedMaker = { readonly size: number; readonly study: MakerStudy };

const three = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(3));
const share = (value: number): string => (Number.isNaN(value) ? "–" : `${(100 * value).toFixed(0)} %`);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const head = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => "---"))];
const secondsOf = (interval: number): string => `${interval / 1_000} s`;

export function calibrationText(
  session: Session,
  calibrations: readonly Calibration[],
  makers: readonly StudiedMaker[],
): string {
  return [
    "## What taking costs",
    "",
    intro(session, calibrations),
    "",
    ...fits(calibrations),
    "",
    "Judged on the second half, which neither saw. Error is the mean absolute difference to the walk of the book; a bias above zero charges too much.",
    "",
    ...errors(calibrations),
    "",
    "By size of the order, factor 1 with the observed spread:",
    "",
    ...sizes(calibrations),
    "",
    "![Cost by size](images/cost-model.svg)",
    "",
    verdict(calibrations),
    "",
    "## What resting earns",
    "",
    makerIntro(makers),
    "",
    ...makerTable(makers),
    "",
    makerVerdict(makers),
  ].join("\n");
}

function intro({ symbol, events }: Session, calibrations: readonly Calibration[]): string {
  const first = events.find(({ kind }) => kind === "TRADE")?.at ?? 0;
  const last = events.findLast(({ kind }) => kind === "TRADE")?.at ?? 0;
  const samples = calibrations.map(
    (each) => `${each.train.length + each.test.length} at ${each.moments} openings of ${secondsOf(each.interval)} bars`,
  );
  return (
    `The recording: ${symbol} (Binance USD-M) from ${new Date(first).toISOString()}, ${Math.round((last - first) / 1_000)} s. ` +
    `Orders of 0.01 to 100 units on both sides are walked through the book as it stands when a bar opens: ${samples.join(", ")}. ` +
    "The model sees the bar the order is filled in, as the simulated venue does: half spread + Y · σ · √(Q/V), σ from the bar's range, or of the last bar that had one, Q/V without an end. " +
    "Half spread and Y are fitted on the first half of the session, to orders no larger than the bar's volume."
  );
}

function fits(calibrations: readonly Calibration[]): string[] {
  return [
    ...head(["Bars", "Samples", "Half spread, bps", "Y, fitted", "Standard error of Y"]),
    ...calibrations.map(({ interval, fit }) =>
      row([
        secondsOf(interval),
        fit.samples,
        `${fit.halfSpreadBps.toFixed(4)}${fit.isHeld ? " (observed; the free line went below it)" : ""}`,
        fit.factor.toFixed(2),
        fit.factorError.toFixed(2),
      ]),
    ),
  ];
}

function errors(calibrations: readonly Calibration[]): string[] {
  return [
    ...head([
      "Bars",
      "Model",
      "Q of the bar's volume",
      "Samples",
      "Book, bps",
      "Model, bps",
      "Error, bps",
      "Bias, bps",
    ]),
    ...calibrations.flatMap(({ interval, models }) =>
      models.flatMap(({ model, byReach }) =>
        byReach.map(({ reach, error }) =>
          row([
            secondsOf(interval),
            model.name,
            reach.name,
            error.samples,
            ...[error.walkBps, error.modelBps, error.meanAbsoluteBps, error.biasBps].map(three),
          ]),
        ),
      ),
    ),
  ];
}

function sizes(calibrations: readonly Calibration[]): string[] {
  return [
    ...head([
      "Bars",
      "Size",
      "Book, mean bps",
      "Book, 90 % of moments below",
      "Model, mean bps",
      "Error, bps",
      "Bias, bps",
    ]),
    ...calibrations.flatMap(({ interval, models }) =>
      (plainOf(models)?.bySize ?? []).map(({ size, error, dearest }) =>
        row([
          secondsOf(interval),
          size,
          ...[error.walkBps, dearest, error.modelBps, error.meanAbsoluteBps, error.biasBps].map(three),
        ]),
      ),
    ),
  ];
}

const plainOf = (models: readonly JudgedModel[]): JudgedModel | undefined => models[0];

function verdict(calibrations: readonly Calibration[]): string {
  const under = calibrations.map(
    ({ interval, undercharged: [small = 0, middle = 0, large = 0] }) =>
      `with ${secondsOf(interval)} bars ${share(small)} of the orders up to a tenth of the volume, ${share(middle)} of those up to all of it, ${share(large)} of those above`,
  );
  const factors = calibrations.map(({ fit }) => fit.factor.toFixed(2)).join(" and ");
  return (
    `**What this says.** Within a bar's volume the book was cheaper than the model: the fitted factors are ${factors}, and out of sample factor 1 still charged ` +
    `too much on average. It undercharged, ${under.join("; ")}. So the shipped factor stays 1: fitting it down would make the second, livelier half too cheap, and ` +
    "a walk of the displayed book is only the first part of what a trade costs, for it knows neither latency, nor who withdraws when he sees us, nor an order that is worked over minutes, which the square-root law is about. " +
    "Beyond a bar's volume the model is still too kind, though Q/V has no end, since a quiet bar has hardly a range. Entries cannot get there (a tenth of the volume); exits and stops can, in bars that are very short or very thin. " +
    "The assumed half spread of 2 bps is far above that of the most liquid contract there is. It is the cautious choice for a symbol of which nothing is known; who knows the spread should set it.\n\n" +
    "**What it cannot say.** Under six minutes of one contract on one day, in two halves that differ from each other, are no calibration of a cost model; samples a second apart and of many sizes at one moment are not independent, so the standard errors are too small. " +
    "Nothing is learned about other symbols, other hours, a crash, or bars of an hour, for which the factor is extrapolated. What is tested is the form of the model and the direction of its error; `npm run calibrate <recording>` does the same with your own."
  );
}

const rules: readonly (readonly [MakerRule, string])[] = [
  ["queueAt", "recorded queue"],
  ["throughAt", "traded through by a tick (bar-level rule)"],
  ["touchedAt", "touched (naive)"],
];

const makerIntro = (makers: readonly StudiedMaker[]): string =>
  `Every second an order is put at the best bid and one at the best ask, behind ${meanOf((makers[0]?.study.orders ?? []).map((each) => each.aheadAtFirstLots / 1_000)).toFixed(1)} units on average, ` +
  `and left for ${lifeMs / 1_000} s. When is it filled in full, and where is the mid price then? Below zero the market went against whoever was filled.`;

function makerTable(makers: readonly StudiedMaker[]): string[] {
  return [
    ...head([
      "Size",
      "Filled when",
      "Orders",
      "Within 1 s",
      "Within 5 s",
      "Worth after 1 s, bps",
      "Worth after 5 s, bps",
    ]),
    ...makers.flatMap(({ size, study }) =>
      rules.map(([rule, name]) => {
        const result = resultOf(study, rule);
        const worth = [result.worthAfter1sBps, result.worthAfter5sBps].map(three);
        return row([size, name, result.orders, share(result.filledWithin1s), share(result.filledWithin5s), ...worth]);
      }),
    ),
  ];
}

function makerVerdict([small]: readonly StudiedMaker[]): string {
  if (small === undefined) return "";
  const queue = resultOf(small.study, "queueAt");
  const through = resultOf(small.study, "throughAt");
  const touched = resultOf(small.study, "touchedAt");
  return (
    `**What this says.** The bar-level rule is a fair stand-in for the queue: ${share(through.filledWithin5s)} filled within 5 s against ${share(queue.filledWithin5s)}, on the cautious side. ` +
    `The naive rule fills ${share(touched.filledWithin5s)} and hides what resting costs: who is filled from the back of the queue is filled as the price leaves, and stands ${Math.abs(queue.worthAfter1sBps).toFixed(2)} bps worse a second later, ` +
    "a hundred times what half the spread earns here. The maker's saving in fees must pay for that. " +
    "**What it cannot say.** Who cancels ahead of us is not recorded; our orders change nothing in the recording; and a queue of a contract with a spread of one tick says little about symbols whose spread is wide."
  );
}
