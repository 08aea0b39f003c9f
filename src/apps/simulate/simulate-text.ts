/** What fault runs came to, for a terminal. */
import { whole } from "../figures.ts";
import type { Simulation } from "./simulate.ts";
import { invariants } from "./violations.ts";

export function simulateText({ runs, wanted, counts, faults, violations, failures, notShrunk }: Simulation): string {
  const figures: readonly (readonly [string, number])[] = [
    ["runs", runs],
    ["orders", counts.orders],
    ["fills", counts.fills],
    ["rejected", counts.rejected],
    ["UNKNOWN", counts.unknown],
    ["unasked", counts.unasked],
    ["untold", counts.untold],
    ["crashes", counts.crashes],
    ["outages", counts.outages],
    ["freezes", counts.freezes],
    ["violations", violations],
  ];
  const width = Math.max(...figures.map(([, figure]) => whole(figure).length));
  const lines = figures.map(([name, figure]) => `${name.padEnd(10)}  ${whole(figure).padStart(width)}`);
  const drawn = Object.entries(faults).map(([kind, times]) => `${kind} ${whole(times)}`);
  lines.push("", `faults      ${drawn.join(", ")}`);
  for (const { seed, found, shrunk } of failures) {
    lines.push(
      "",
      `seed ${seed} failed with ${found.plan.faults.length} faults; ${shrunk.plan.faults.length} are enough:`,
    );
    for (const { invariant, atMs, detail } of shrunk.violations.slice(0, 5))
      lines.push(`  ${invariant} (${invariants[invariant]}) at ${new Date(atMs).toISOString()}: ${detail}`);
    lines.push(`  plan: ${JSON.stringify(shrunk.plan)}`);
  }
  if (notShrunk.length > 0) lines.push("", `failed and not shrunk: seeds ${notShrunk.join(", ")}`);
  const kept =
    runs < wanted
      ? `Stopped after ${runs} of ${wanted} runs; none broke a promise.`
      : "Every promise was kept in every run.";
  return `${lines.join("\n")}\n\n${violations === 0 ? kept : "The fund broke its word."}\n`;
}
