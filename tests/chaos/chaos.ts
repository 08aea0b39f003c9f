/** `npm run chaos`: 50 kills, or `npm run chaos -- --kills 10 --seed 3`. Exit code 1 if the fund broke its word once. */
import { parseArgs } from "node:util";
import { runChaos } from "./run-chaos.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    pace: { type: "string", default: "25" },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const started = performance.now();
const result = await runChaos({
  kills: Number(values.kills),
  seed: Number(values.seed),
  paceMs: Number(values.pace),
  print,
});
const seconds = ((performance.now() - started) / 1_000).toFixed(0);
print(
  `\n${result.kills} kills in ${seconds} s (seed ${values.seed}): ${result.entries} entries, ${result.orders} orders, ` +
    `${result.fills} fills, ${result.unknown} times UNKNOWN, ${result.freezes} freezes, ${result.killsWhileFrozen} kills while frozen`,
);
for (const complaint of result.complaints) print(`BROKEN  ${complaint}`);
print(
  result.complaints.length === 0
    ? "Nothing acknowledged was lost, no order was sent twice, no fill is missing."
    : "The fund broke its word.",
);
process.exitCode = result.complaints.length === 0 ? 0 : 1;
