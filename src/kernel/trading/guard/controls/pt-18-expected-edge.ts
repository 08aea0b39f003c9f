/**
 * PT-18: an entry must be worth its costs: what it promises less fee, spread and impact both ways, and funding, has to be
 * above the least edge. Wishes are held to the same at their making; here the estimate of the order itself counts.
 *
 * Source: controls.md, PT-18.
 */
import type { GuardControl } from "../guard-control.ts";
import { measured } from "../measured.ts";

export const edgeOutweighsCosts = measured({
  name: "expected-edge",
  measure: (_, { edge, minEdgeBps }) => ({
    value: edge?.costBps ?? Number.NaN,
    limit: (edge?.grossBps ?? Number.NaN) - minEdgeBps,
    unit: "BPS",
    bound: "BELOW",
  }),
  says: ({ value }, _, { edge, minEdgeBps }) =>
    edge === undefined
      ? "nobody has said what the entry is worth"
      : `expected more than ${minEdgeBps} bps after costs, was ${(edge.grossBps - value).toFixed(1)} (${edge.grossBps.toFixed(1)} less costs of ${value.toFixed(1)})`,
  warns: false,
});

export const expectedEdge: GuardControl = {
  id: "PT-18",
  name: "Expected edge",
  purpose: "Keeps an entry from being sent whose costs eat what it is expected to make.",
  answers: ["Own rule"],
  source: "controls.md, PT-18; trading.minEdgeBps chosen",
  owner: "TRADER",
  action: "The entry is refused; the next close decides anew.",
  parameters: ({ trading }) => [
    { setting: "trading.minEdgeBps", unit: "BPS", bound: "AT_LEAST", warn: null, block: trading.minEdgeBps },
  ],
  checks: [edgeOutweighsCosts],
};
