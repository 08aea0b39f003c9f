/**
 * What is played to measure contributions: everything on, each part off in turn, each stage of integration.
 *
 * A subsystem that is off has its own mode OFF and those of the hooks it speaks in. Cases come from the list of registered
 * subsystems, so a new one gets its case by being there. The council is switched off as `qt backtest --governance off`
 * does it, its loss limits included.
 */
import type { FundConfig } from "../../src/kernel/domain/config.ts";
import { hookNames, hookOwner } from "../../src/kernel/domain/hooks.ts";
import {
  integrationStages,
  registeredSubsystems,
  type RegisteredSubsystem,
} from "../../src/kernel/domain/subsystem.ts";
import type { MarketChoice } from "../../src/apps/backtest/market-choice.ts";
import { epochMs } from "../../src/kernel/units/units.ts";

export type Study = {
  readonly mark: string;
  readonly title: string;
  /** Without the folder of the bars. */
  readonly choice: Omit<MarketChoice, "market">;
};

const hourly = { interval: "1h", kind: "spot" };
const usdt = (names: string): string[] => names.split(" ").map((name) => `${name}USDT`);

export const studies: readonly Study[] = [
  {
    mark: "twelve",
    title: "Twelve symbols, the ranker choosing",
    choice: {
      ...hourly,
      symbols: usdt("ADA AVAX DOT LINK LTC LUNA MATIC TRX XLM BCH EOS UNI"),
      to: epochMs(Date.UTC(2021, 6, 1)),
    },
  },
  {
    mark: "five",
    title: "Five symbols",
    choice: { ...hourly, symbols: usdt("BTC ETH SOL XRP BNB"), from: epochMs(Date.UTC(2020, 8, 20)) },
  },
];

export const allOn = "all on";

export type Case = {
  readonly name: string;
  readonly about: string;
  readonly kind: "ALL" | "OFF" | "STAGE";
  /** @param bare the same fund without governance */
  readonly configFrom: (all: FundConfig, bare: FundConfig) => FundConfig;
};

function withoutSubsystem(all: FundConfig, name: RegisteredSubsystem): FundConfig {
  const hooks = { ...all.hooks };
  for (const hook of hookNames) if (hookOwner[hook] === name) hooks[hook] = "OFF";
  return { ...all, subsystems: { ...all.subsystems, [name]: "OFF" }, hooks };
}

const ownedHooks = (name: RegisteredSubsystem): string =>
  hookNames.filter((hook) => hookOwner[hook] === name).join(", ") || "no hook of its own";

export const cases: readonly Case[] = [
  { name: allOn, about: "as a paper fund starts, at stage AUTONOMY", kind: "ALL", configFrom: (all) => all },
  ...registeredSubsystems.map(
    (name): Case => ({
      name,
      about: ownedHooks(name),
      kind: "OFF",
      configFrom: (all) => withoutSubsystem(all, name),
    }),
  ),
  {
    name: "opportunity ranker",
    about: "symbols by turnover instead",
    kind: "OFF",
    configFrom: (all) => ({ ...all, ranker: { ...all.ranker, isEnabled: false } }),
  },
  {
    name: "panel of models",
    about: "every word at the CIO's weight",
    kind: "OFF",
    configFrom: (all) => ({ ...all, ensemble: { ...all.ensemble, panel: "OFF" } }),
  },
  {
    name: "governance",
    about: "no council, no emergency stop, no loss limit, no ranker",
    kind: "OFF",
    configFrom: (_, bare) => bare,
  },
  ...integrationStages
    .filter((stage) => stage !== "AUTONOMY" && stage !== "MAINNET")
    .map(
      (stage): Case => ({
        name: stage,
        about: "everything on, at this stage",
        kind: "STAGE",
        configFrom: (all) => ({ ...all, stage }),
      }),
    ),
];
