/** The document dates what changed, keeps the date of what did not, and names every setter. */
import { expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { policy, said, stance } from "../../../../tests/scenarios/given-fund.ts";
import type { Policy } from "../../domain/mandate.ts";
import { changesBetween, rowsOf } from "../../domain/policy-document.ts";
import { limits } from "../../domain/risk-envelope.ts";
import { parsePolicyDocument } from "../../events/policy-fields.ts";
import { fraction } from "../../units/units.ts";
import { commitPolicy } from "./policy.ts";
import { documentAfter } from "./policy-document.ts";

const first = documentAfter(undefined, policy());
const later = (next: Partial<Policy>): Policy => ({ ...policy(), version: 2, publishedAt: at(7), ...next });
const profile = stance("CEO", {
  kind: "CAPITAL_PROFILE",
  payload: {
    profile: "MICRO",
    maxRiskPerTradeFraction: fraction(0.005),
    maxDailyRiskFraction: fraction(0.02),
    maxPositions: 2,
  },
  ...said,
});

it("has every limit, mode, rule and flag, each with a setter and a date", () => {
  const rows = rowsOf(first);
  expect(
    rows
      .filter(({ name }) => name.startsWith("limits."))
      .map(({ name }) => name.slice(7))
      .toSorted(),
  ).toEqual(limits.toSorted());
  expect(rows.filter(({ field }) => field.setBy === "" || field.sinceMs !== policy().publishedAt)).toEqual([]);
  expect(rows).toHaveLength(38);
});

it("is read back as it was written", () =>
  expect(parsePolicyDocument(JSON.parse(JSON.stringify(first)))).toEqual(first));

it.each([
  ["a field more", { ...first, more: 1 }, "policy: Unrecognized key"],
  ["a field less", { ...first, limits: {} }, "policy.limits.maxLeverage"],
  ["version 0", { ...first, version: 0 }, "policy.version"],
])("refuses %s by name", (_, value, message) =>
  expect(parsePolicyDocument(value)).toEqual({ refused: expect.stringContaining(message) }),
);

it("keeps setter and date of what did not change, and dates what did", () => {
  const { mandate, modes } = policy();
  const next = documentAfter(
    first,
    later({ mandate: { ...mandate, ruling: [profile] }, modes: { ...modes, capitalProfile: "MICRO" } }),
  );
  expect(next.modes.capitalProfile).toEqual({ value: "MICRO", setBy: "CEO CAPITAL_PROFILE D1-0", sinceMs: at(7) });
  expect(changesBetween(first, next).map(({ name }) => name)).toEqual(["modes.capitalProfile"]);
  expect(next.limits).toEqual(first.limits);
});

it("a new setter of the same value is a change with a new date", () => {
  const { mandate } = policy();
  const next = documentAfter(
    first,
    later({ mandate: { ...mandate, setBy: { ...mandate.setBy, sizeFactor: "ramp after release" } } }),
  );
  expect(next.limits.sizeFactor).toMatchObject({ setBy: "ramp after release", sinceMs: at(7) });
});

it("an override is told with its setter, and flags that an operator set name him", () => {
  const override = {
    kind: "FLAGS",
    about: "enableCeo",
    value: "false",
    setBy: "operator anna",
    reason: "holiday",
    sinceMs: at(7),
    expiresAtMs: at(9),
  } as const;
  const { flags } = policy();
  const next = documentAfter(first, later({ flags: { ...flags, enableCeo: false }, overrides: [override] }));
  expect(next.flags.enableCeo).toEqual({ value: false, setBy: "operator anna", sinceMs: at(7) });
  expect(next.flags.ceoIntervalMs).toBe(first.flags.ceoIntervalMs);
  const [change] = changesBetween(first, next).filter(({ name }) => name === "overrides");
  expect(change?.to).toEqual({ value: [override], setBy: "operator anna", sinceMs: at(7) });
  expect(changesBetween(next, documentAfter(next, later({}))).find(({ name }) => name === "overrides")?.to).toBe(
    undefined,
  );
});

it.each([
  ["nobody", "HOLD", { essState: "TRIPPED", frozen: true }],
  ["emergency stop system", "FLATTEN", { essState: "LIQUIDATING", frozen: true }],
  ["freeze", "CANCEL", { frozen: true, braked: true }],
  ["emergency brake", "CANCEL", { braked: true }],
] as const)("the exit mode is set by: %s", (setBy, exitMode, modes) => {
  const next = documentAfter(undefined, later({ exitMode, modes: { ...policy().modes, ...modes } }));
  expect(next.trading.exitMode).toMatchObject({ value: exitMode, setBy });
});

it("below COORDINATION a mode is the council's, recorded; from there on the configuration's until a seat speaks", () => {
  const setterAt = (stage: Policy["modes"]["stage"]) =>
    documentAfter(undefined, later({ modes: { ...policy().modes, stage } })).modes.operatingMode.setBy;
  const { frozen, essLevel } = documentAfter(
    undefined,
    later({ modes: { ...policy().modes, stage: "PARTIAL" } }),
  ).modes;
  expect([frozen.setBy, essLevel.setBy]).toEqual(["nobody", "emergency stop system"]);
  expect((["PARTIAL", "COORDINATION"] as const).map(setterAt)).toEqual([
    "council, recorded at PARTIAL",
    "configuration",
  ]);
});

it("a mode that an operator holds names him, not the seat he overrules", () => {
  const { modes } = policy();
  const hold = {
    kind: "HOLD",
    about: "MODE_CHANGE",
    value: "PAUSED",
    setBy: "OPERATOR MODE_CHANGE D9-0",
    reason: "lunch",
    sinceMs: at(7),
    expiresAtMs: null,
  } as const;
  const paused = documentAfter(first, later({ modes: { ...modes, tradingMode: "PAUSED" }, overrides: [hold] }));
  expect(paused.modes.tradingMode).toMatchObject({ value: "PAUSED", setBy: hold.setBy });
});

it("is committed when it became another one, and only then", () => {
  expect(commitPolicy(undefined, undefined)).toBeUndefined();
  expect(commitPolicy(first, first)).toBeUndefined();
  expect(commitPolicy(undefined, first)).toEqual({ kind: "CommitPolicy", document: first });
});
