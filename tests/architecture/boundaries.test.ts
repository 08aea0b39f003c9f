/** Boundaries hold, the checker has read every module there is, and it catches each breach it claims to catch. */
import { expect, it } from "vitest";
import { listByGit, scanFolder, scanModule } from "./imports.ts";
import { findBreaches } from "./rules.ts";

const modules = [...scanFolder("src"), ...scanFolder("web/src")];

it("reads exactly the modules git lists", () => {
  expect(modules.length).toBeGreaterThan(0);
  expect(modules.map(({ path }) => path)).toEqual([...listByGit("src"), ...listByGit("web/src")]);
});

it("finds no breach", () => {
  const report = findBreaches(modules).map(({ rule, from, to, why }) => `${rule}: ${from} -> ${to} (${why})`);
  expect(report).toEqual([]);
});

/** Each line: the rule that must speak, the file in breach, and what it says. */
const breaches: [rule: string, path: string, text: string][] = [
  ["kernel-imports-only", "src/kernel/step.ts", 'import { readFileSync } from "node:fs";'],
  ["kernel-imports-only", "src/kernel/step.ts", 'import { readFileSync } from "fs";'],
  ["kernel-imports-only", "src/kernel/step.ts", 'export * from "../adapters/memory/memory.ts";'],
  ["kernel-imports-only", "src/kernel/step.ts", 'const load = () => import("../ports/clock.ts");'],
  ["kernel-imports-only", "src/kernel/step.ts", 'type Clock = import("../ports/clock.ts").Clock;'],
  ["zod-only-in-events", "src/kernel/domain/bar.ts", 'import { z } from "zod";'],
  ["kernel-units-imports-only", "src/kernel/units/units.ts", 'import "../maths/drawdown.ts";'],
  ["kernel-maths-imports-only", "src/kernel/maths/drawdown.ts", 'import "../domain/bar.ts";'],
  ["kernel-domain-imports-only", "src/kernel/domain/bar.ts", 'import "../maths/drawdown.ts";'],
  ["kernel-features-imports-only", "src/kernel/features/trend.ts", 'import "../market/market.ts";'],
  ["kernel-ledger-imports-only", "src/kernel/ledger/ledger.ts", 'import "../maths/drawdown.ts";'],
  ["kernel-market-imports-only", "src/kernel/market/market.ts", 'import "../events/fields.ts";'],
  ["kernel-events-imports-only", "src/kernel/events/fields.ts", 'import "../ledger/ledger.ts";'],
  [
    "kernel-governance-imports-only",
    "src/kernel/governance/govern.ts",
    'import type { T } from "../trading/trade.ts";',
  ],
  ["kernel-trading-imports-only", "src/kernel/trading/trade.ts", 'import "../simulation/fills.ts";'],
  ["kernel-research-imports-only", "src/kernel/research/research.ts", 'import "../analytics/report.ts";'],
  ["kernel-analytics-imports-only", "src/kernel/analytics/report.ts", 'import "../step.ts";'],
  ["kernel-simulation-imports-only", "src/kernel/simulation/fills.ts", 'import "../trading/trade.ts";'],
  ["kernel-root-speaks-vocabulary", "src/kernel/effects.ts", 'import "./trading/trade.ts";'],
  ["stages-do-not-know-each-other", "src/kernel/trading/guard/guard.ts", 'import "../hooks/run-hooks.ts";'],
  ["ports-imports-only", "src/ports/clock.ts", 'import "node:timers";'],
  ["runtime-imports-only", "src/runtime/engine.ts", 'import "../adapters/memory/memory.ts";'],
  ["runtime-imports-only", "src/runtime/engine.ts", 'import "../apps/cli/main.ts";'],
  ["runtime-imports-only", "src/runtime/engine.ts", 'import pino from "pino";'],
  ["adapters-imports-only", "src/adapters/memory/memory.ts", 'import "../../runtime/engine.ts";'],
  ["adapters-do-not-know-each-other", "src/adapters/memory/memory.ts", 'import "../discord/discord.ts";'],
  ["apps-imports-only", "src/apps/cli/main.ts", 'import "../../../bench/run.ts";'],
  ["production-never-imports-tests", "src/apps/cli/main.ts", 'import "../../../tests/worlds.ts";'],
  ["production-never-imports-tests", "src/kernel/step.ts", 'import "./step.test.ts";'],
  ["web-imports-only", "web/src/page.ts", 'import { guard } from "../../src/kernel/trading/guard/guard.ts";'],
  ["web-imports-only", "web/src/page.ts", 'import type { Clock } from "../../src/ports/clock.ts";'],
  ["every-file-has-a-layer", "src/helpers/strings.ts", ""],
  ["every-file-has-a-layer", "src/kernel/helpers/strings.ts", ""],
  ["no-cycles", "src/kernel/units/units.ts", 'import type { T } from "./units.ts";'],
];

it.each(breaches)("%s catches %s: %s", (rule, path, text) => {
  expect(findBreaches([scanModule(path, text)]).map((breach) => breach.rule)).toContain(rule);
});

it("catches a cycle of three modules, types included", () => {
  const cycle = [
    scanModule("src/kernel/maths/a.ts", 'import "./b.ts";'),
    scanModule("src/kernel/maths/b.ts", 'import type { C } from "./c.ts";'),
    scanModule("src/kernel/maths/c.ts", 'export { type A } from "./a.ts";'),
  ];
  expect(findBreaches(cycle)).toMatchObject([{ rule: "no-cycles", from: "src/kernel/maths/c.ts" }]);
});

const allowed: [path: string, text: string][] = [
  [
    "src/kernel/step.ts",
    'import "./analytics/report.ts"; import "./trading/trade.ts"; import "./events/catalogue.ts";',
  ],
  ["src/kernel/fund-state.ts", 'import "./trading/positions/positions.ts";'],
  ["src/kernel/trading/trade.ts", 'import "./guard/guard.ts"; import "../market/market.ts";'],
  [
    "src/kernel/trading/guard/guard.ts",
    'import "./limits.ts"; import "../order-book.ts"; import "../../domain/bar.ts";',
  ],
  ["src/kernel/events/fields.ts", 'import { z } from "zod"; import "../domain/bar.ts"; import "../units/units.ts";'],
  ["src/adapters/web/server.ts", 'import "node:http"; import "@fastify/static"; import "./routes.ts";'],
  [
    "src/apps/cli/main.ts",
    'import "../../adapters/memory/memory.ts"; import "../../runtime/engine.ts"; import "pino";',
  ],
  ["src/kernel/trading/trade.test.ts", 'import "node:fs"; import "../research/research.ts";'],
  ["web/src/page.ts", 'import type { Bar } from "../../src/kernel/domain/bar.ts"; import uPlot from "uplot";'],
  ["src/kernel/units/units.ts", '/** import "node:fs"; import("../domain/bar.ts").Bar */'],
];

it.each(allowed)("allows %s: %s", (path, text) => {
  expect(findBreaches([scanModule(path, text)])).toEqual([]);
});
