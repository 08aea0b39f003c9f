/** `qt drill ess`: holds a drill, prints its verdict, keeps it for the fund, and exits with 16 when it failed. */
import { FundError } from "../../ports/errors.ts";
import { keepDrill } from "../drill/drill-records.ts";
import { type DrillResult, holdDrill } from "../drill/hold-drill.ts";

export type DrillFlags = { readonly data?: string; readonly json?: boolean };

/** @throws DRILL_FAILED once the result has been printed and kept */
export async function drillCommand(
  { data = ".quantum/paper", json }: DrillFlags,
  hold: () => Promise<DrillResult> = holdDrill,
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<void> {
  const result = await hold();
  const path = keepDrill(data, result);
  print(json === true ? `${JSON.stringify({ ...result, path })}\n` : describe(result, path));
  if (!result.passed) throw new FundError("DRILL_FAILED", "the drill failed: the emergency stop did not do its work");
}

function describe({ checks, timeToZeroMs, wallMs, passed }: DrillResult, path: string): string {
  const lines = checks.map((check) => `  ${check.passed ? "passed" : "FAILED"}  ${check.what}: ${check.found}`);
  const zero = timeToZeroMs === null ? "never" : `${timeToZeroMs} ms of fund time, ${wallMs} ms on the wall`;
  const verdict = `${passed ? "passed" : "FAILED"}: time to zero ${zero}`;
  return `drill of the emergency stop, exit mode FLATTEN\n${lines.join("\n")}\n${verdict}\nkept in ${path}; the fund is told at its next start\n`;
}
