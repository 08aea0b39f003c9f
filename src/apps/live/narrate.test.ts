/** The lines about money set aside and about research, as a person reads them. */
import { expect, it } from "vitest";
import { cashflowPosted, taskChanged } from "../../kernel/events/executive-events.ts";
import { usd } from "../../kernel/units/units.ts";
import { narrate } from "./narrate.ts";

it("tells what became of profit, and what of it is still invested", () => {
  const split = {
    scenario: "START_VALUES" as const,
    newProfitUsd: usd(1_000),
    lockedUsd: usd(300),
    reservedUsd: usd(100),
    reinvestedUsd: usd(600),
    lockedTotalUsd: usd(300),
    reserveTotalUsd: usd(100),
  };
  expect(narrate(cashflowPosted.create({ ...split, dueUsd: usd(0) }))).toBe(
    "CASHFLOW  300.00 USD locked, 100.00 in reserve, 600.00 to trade with",
  );
  expect(narrate(cashflowPosted.create({ ...split, dueUsd: usd(50) }))).toMatch(/; 50\.00 still invested$/);
});

it("tells how a task ends; its opening is the decision's own line", () => {
  const lines = (["OPEN", "TAKEN", "EXPIRED"] as const).map((status) =>
    narrate(taskChanged.create({ taskId: "D1-0", status, by: status === "TAKEN" ? "Ada" : null })),
  );
  expect(lines).toEqual([undefined, "TASK      D1-0 taken by Ada", "TASK      D1-0 expired"]);
});
