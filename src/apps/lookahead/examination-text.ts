/** What `qt lookahead` prints. */
import type { Examination, LagResult } from "./examine.ts";

const verdicts = {
  HONEST: "HONEST: nothing it says depends on what came after, and nothing it earns needs that",
  SUSPECT: "SUSPECT: nothing is proved, but it earns what only foresight earns",
  LOOKS_AHEAD: "LOOKS AHEAD or remembers: it must not trade",
} as const;

export function examinationText(name: string, source: string, examination: Examination): string {
  const { bars, cuts, faults, suspicions, warnings, onTime, late, foresight, verdict } = examination;
  const isSame = faults.length === 0 ? "yes" : "NO";
  const lines = [
    `${name} on ${source}, ${bars} bars`,
    "",
    `  the same twice, and with the market cut off at ${cuts} places: ${isSame}`,
    ...faults.map(({ symbol, what }) => `    ${symbol}: ${what}`),
    `  on time       ${resultText(onTime)}`,
    `  one bar late  ${resultText(late)}`,
    `  foresight     ${foresight === undefined ? "too few entries to say" : `${foresight.toFixed(2)} standard deviations of a bar`}`,
    ...suspicions.map((each) => `  suspicion: ${each}`),
    ...warnings.map((each) => `  warning: ${each}`),
    "",
    verdicts[verdict],
  ];
  return `${lines.join("\n")}\n`;
}

function resultText({ trades, winRate, meanReturn, logReturn }: LagResult): string {
  if (winRate === undefined || meanReturn === undefined) return "no trade";
  const total = 100 * Math.expm1(logReturn);
  return (
    `${trades} trades, ${(100 * winRate).toFixed(0)} % won, ${(10_000 * meanReturn).toFixed(1)} bps a trade after costs, ` +
    `${total.toFixed(1)} % in all, one after the other`
  );
}
