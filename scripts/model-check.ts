/**
 * `npm run model-check [-- --transitions N --walks N --length N --seed N]`: walks the authority state machine and prints
 * how many states and transitions it saw, and every fault with the moves that lead to it.
 */
import { parseArgs } from "node:util";
import { modelConfig, openModel } from "../tests/model/authority-model.ts";
import { explore, shorten } from "../tests/model/explore.ts";

const { values } = parseArgs({
  options: {
    transitions: { type: "string", default: "200000" },
    walks: { type: "string", default: "200" },
    length: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    live: { type: "boolean", default: false },
  },
});

const startedAt = performance.now();
const seconds = (): string => ((performance.now() - startedAt) / 1_000).toFixed(1);
const start = openModel({ ...modelConfig, isLiveVenue: values.live });
const found = explore(
  start,
  {
    transitions: Number(values.transitions),
    walks: Number(values.walks),
    walkLength: Number(values.length),
    seed: Number(values.seed),
  },
  ({ states, transitions, depth }) =>
    console.error(`${seconds()} s: ${states} states, ${transitions} transitions, depth ${depth}`),
);
const { states, transitions, depth, frozenStates, exitsAsked, recoveries, releases, faults, seen } = found;
console.log(
  `${states} distinct states (${frozenStates} frozen), ${transitions} transitions, searched whole to depth ${depth}, ${seconds()} s\n` +
    `${exitsAsked} exits asked for, ${recoveries} kinds of freeze released from, ${releases} releases on the way`,
);
console.table(Object.fromEntries([...seen].toSorted(([, a], [, b]) => b - a)));
for (const fault of faults) {
  const { what, path } = shorten(start, fault);
  console.log(`FAULT ${what}\n  ${path.join(" > ")}`);
}
if (faults.length > 0) process.exitCode = 1;
