/** `qt depth`: checks a recording of order books. Exits with 3 when a book in it cannot be believed. */
import type { Grid } from "../../adapters/recorded-depth/grid.ts";
import { price, quantity } from "../../kernel/units/units.ts";
import { FundError } from "../../ports/errors.ts";
import { checkRecording, isSound } from "../depth/check-recording.ts";
import { checkText, faultsOf } from "../depth/check-text.ts";

export type DepthFlags = { readonly tick?: string; readonly lot?: string; readonly json?: boolean };

export async function depthCommand(paths: readonly string[], flags: DepthFlags): Promise<void> {
  const recording = await checkRecording(paths, gridOf(flags));
  const faults = faultsOf(recording);
  const sound = isSound(recording);
  process.stdout.write(
    flags.json === true ? `${JSON.stringify({ ...recording, sound, faults })}\n` : checkText(recording),
  );
  if (!sound) throw new FundError("BAD_MARKET_DATA", faults.join("\n       "));
}

function gridOf({ tick, lot }: DepthFlags): Partial<Grid> {
  return {
    ...(tick === undefined ? {} : { tickSize: price(stepOf("--tick", tick)) }),
    ...(lot === undefined ? {} : { lotSize: quantity(stepOf("--lot", lot)) }),
  };
}

function stepOf(option: string, text: string): number {
  const step = Number(text);
  if (step > 0 && step < Number.POSITIVE_INFINITY) return step;
  throw new FundError("BAD_USAGE", `${option}: expected a number above zero, such as 0.1, was ${text}`);
}
