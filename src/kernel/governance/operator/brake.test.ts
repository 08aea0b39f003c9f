/** The brake is a ratchet: what has tightened since it was pulled stays tight. */
import { expect, it } from "vitest";
import { at } from "../../../../tests/scenarios/given.ts";
import { unlimited } from "../../domain/risk-envelope.ts";
import { ratio } from "../../units/units.ts";
import { type Brake, tightenedBy } from "./brake.ts";

const brake: Brake = { since: at(0), by: "Ada", reason: "odd", envelope: { ...unlimited, maxLeverage: ratio(5) } };

it("takes over what is tighter, limit by limit", () => {
  const inForce = { ...unlimited, maxLeverage: ratio(3), maxPositions: 2 };
  expect(tightenedBy(brake, inForce).envelope).toEqual({ ...unlimited, maxLeverage: 3, maxPositions: 2 });
});

it("keeps its own where that is tighter", () =>
  expect(tightenedBy(brake, { ...unlimited, maxLeverage: ratio(9) }).envelope.maxLeverage).toBe(5));

it("stops entries by itself, so that letting it go frees them", () =>
  expect(tightenedBy(brake, { ...unlimited, entriesAllowed: false }).envelope.entriesAllowed).toBe(true));
