/** The one writer of policy: a version more for every change, silence otherwise, and every change told. */
import { describe, expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { policy, said, stance } from "../../../../tests/scenarios/given-fund.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { fraction, ratio } from "../../units/units.ts";
import { nextPolicy, type PolicyDraft } from "./policy.ts";

const { version: _version, publishedAt: _publishedAt, ...same } = policy();
const draft: PolicyDraft = same;
const change = (next: Partial<PolicyDraft>) => nextPolicy(policy(), { ...draft, ...next }, at(7));

it("the first policy is version 1 and tells every limit, from nothing", () => {
  const first = nextPolicy(undefined, draft, at(7));
  expect(first?.policy).toMatchObject({ version: 1, publishedAt: at(7) });
  expect(first?.fact.data.changes.map(({ limit, from }) => [limit, from])).toEqual(
    limits.map((limit) => [limit, null]),
  );
});

it("says nothing when nothing trading reads has changed", () =>
  expect(nextPolicy(policy(), draft, at(7))).toBeUndefined());

describe("a version more when", () => {
  it("a limit changed, with the old value, the new one and who set it", () => {
    const { envelope, setBy } = draft.mandate;
    const mandate = {
      ...draft.mandate,
      envelope: { ...envelope, maxPositions: 3 },
      setBy: { ...setBy, maxPositions: "CEO" },
    };
    expect(change({ mandate })).toMatchObject({
      policy: { version: 2 },
      fact: {
        data: {
          policyVersion: 2,
          changes: [{ limit: "maxPositions", from: envelope.maxPositions, to: 3, setBy: "CEO" }],
        },
      },
    });
  });

  it("only the setter changed", () => {
    const mandate = { ...draft.mandate, setBy: { ...draft.mandate.setBy, maxPositions: "CEO" } };
    expect(change({ mandate })?.fact.data.changes).toMatchObject([{ limit: "maxPositions", setBy: "CEO" }]);
  });

  it.each<[string, Partial<PolicyDraft>]>([
    ["trading mode", { modes: { ...draft.modes, tradingMode: "PAUSED" } }],
    ["capital profile", { modes: { ...draft.modes, capitalProfile: "MICRO" } }],
    ["ESS state", { modes: { ...draft.modes, essState: "TRIPPED" } }],
    ["ESS level", { modes: { ...draft.modes, essLevel: "CAUTION" } }],
    ["system health", { modes: { ...draft.modes, systemHealth: "CRITICAL" } }],
    ["freeze", { modes: { ...draft.modes, frozen: true } }],
    [
      "ruling",
      {
        mandate: {
          ...draft.mandate,
          ruling: [stance("CEO", { kind: "MODE_CHANGE", payload: { mode: "LIVE", durationMs: null }, ...said })],
        },
      },
    ],
    ["exit mode", { exitMode: "FLATTEN" }],
    ["stop multiplier", { stopLossMultiplier: ratio(1.5) }],
    ["flags", { flags: { ...draft.flags, enableCeo: false } }],
    [
      "overrides",
      {
        overrides: [
          {
            kind: "HOLD",
            about: "MODE_CHANGE",
            value: "PAUSED",
            setBy: "operator",
            reason: "lunch",
            sinceMs: at(0),
            expiresAtMs: null,
          },
        ],
      },
    ],
    ["limit of expected shortfall", { maxExpectedShortfall: fraction(0.01) }],
  ])("the %s changed", (_, next) => expect(change(next)?.policy.version).toBe(2));
});
