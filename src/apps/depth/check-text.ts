/** A checked recording for the terminal, and what to do about each fault in it. */
import { decimal, whole } from "../figures.ts";
import { table } from "../cli/table.ts";
import type { CheckedRecording, CheckedSymbol } from "./check-recording.ts";

const head = [
  "symbol",
  "tick",
  "lot",
  "seconds",
  "changes",
  "applied",
  "stale",
  "gaps",
  "crossed",
  "contradicted",
  "tickers equal",
  "trades",
  "spread, bps: 50 / 90 / 99 % of the time",
];

export function checkText(recording: CheckedRecording): string {
  const ignored = Object.entries(recording.ignored).map(([name, count]) => `${whole(count)} ${name}`);
  return [
    `${whole(recording.messages)} messages read${ignored.length > 0 ? `, of which left aside: ${ignored.join(", ")}` : ""}`,
    ...table(head, recording.symbols.map(rowOf)),
    "",
  ].join("\n");
}

function rowOf({ symbol, tickSize, lotSize, lengthMs, tickers, faults, spreads, ...rest }: CheckedSymbol): string[] {
  return [
    symbol,
    String(tickSize),
    String(lotSize),
    decimal(lengthMs / 1_000, 1),
    whole(rest.diffs),
    whole(rest.applied),
    whole(rest.stale),
    whole(faults.GAP),
    whole(faults.CROSSED),
    whole(faults.CONTRADICTED),
    tickers.compared === 0 ? "none told" : `${whole(tickers.equal)} of ${whole(tickers.compared)}`,
    whole(rest.trades),
    spreads.map(({ spreadBps }) => (Number.isNaN(spreadBps) ? "–" : decimal(spreadBps, 3))).join(" / "),
  ];
}

/** One line for each thing that is wrong, with what to do about it. */
export function faultsOf(recording: CheckedRecording): string[] {
  const silent = Object.entries(recording.withoutSnapshot).map(
    ([symbol, messages]) =>
      `${symbol}: ${whole(messages)} messages and no snapshot, so no book; record one over REST after the stream has begun ` +
      "(Binance USD-M: GET /fapi/v1/depth?symbol=...&limit=1000), in the same file or in one given beside it",
  );
  const nothing = recording.symbols.length === 0 && silent.length === 0;
  return [
    ...(nothing ? ["no book in it; expected depth streams of Binance or Bybit, one message a line, as received"] : []),
    ...silent,
    ...recording.symbols.flatMap(symbolFaults),
  ];
}

function symbolFaults({ symbol, faults, tickers, applied, unused }: CheckedSymbol): string[] {
  const lost = `${whole(unused)} changes could not be used`;
  return [
    faults.GAP > 0 &&
      `${symbol}: ${whole(faults.GAP)} gaps, ${lost}; messages are missing: record without loss, and a new snapshot after each reconnect`,
    faults.CROSSED > 0 &&
      `${symbol}: the book crossed ${whole(faults.CROSSED)} times, ${lost}; look for messages out of order or of two venues in one file`,
    faults.CONTRADICTED > 0 &&
      `${symbol}: ${whole(faults.CONTRADICTED)} changes contradict the book, ${lost}; messages are missing: record without loss`,
    applied === 0 && faults.GAP === 0 && `${symbol}: no change follows its snapshot; record the depth stream beside it`,
    tickers.equal < tickers.compared &&
      `${symbol}: best prices equal the venue's in ${whole(tickers.equal)} of ${whole(tickers.compared)} comparisons ` +
        `(${whole(tickers.pricesDiffer)} other prices, ${whole(tickers.lotsDiffer)} other sizes); the streams may be of different symbols or venues`,
  ].filter((line) => line !== false);
}
