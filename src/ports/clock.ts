/** The one clock. The runtime stamps every journal entry with it and nobody else reads time. */
import type { EpochMs } from "../kernel/units/units.ts";

export interface Clock {
  now(): EpochMs;
  /** Calls `wake` once when the clock reaches `at`, or soon after. Returns a function that cancels it. */
  wakeAt(at: EpochMs, wake: () => void): () => void;
}
