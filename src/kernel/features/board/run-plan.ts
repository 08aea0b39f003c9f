/** Computes one block of bars of one instrument, part after part. */
import type { Frame } from "./kernels/kernel.ts";
import { kernels } from "./kernels/kernels.ts";
import type { Plan } from "./plan.ts";

/** The fields of the block's `bars` stand in the first lanes. */
export function runPlan({ parts }: Plan, frame: Frame, bars: number): void {
  const { seen } = frame;
  for (const part of parts) {
    const from = part.start > seen ? part.start - seen : 0;
    if (from < bars) kernels[part.kernel]?.run(part, frame, from, bars);
  }
}
