/**
 * CIO: in which symbols positions may be opened.
 *
 * Source: seed 000, "Symbol Universe (CIO)"; start size from origin-facts 1.6; candidates from resolutions 57. Contracting
 * needs any condition, fires on crossing and adds no symbol; expanding needs all and waits for a closed day since the
 * last change (resolutions 7, 13). So does taking another symbol for one that is no candidate any more: without it the
 * universe would only ever shrink. A held symbol outside the universe needs no entry right: its exits go on.
 */
import type { Briefing } from "../../../domain/briefing.ts";
import type { Decision } from "../../../domain/decision.ts";

const sizes = { contracted: 3, start: 5, expanded: 8 };
const expand = { drawdown: 0.02, winRate: 0.6, positions: 8 };
const contract = { drawdown: 0.05, winRate: 0.45 };

export type SymbolUniverseMemory = {
  drawdownWasBeyond: boolean;
  winRateWasBeyond: boolean;
  /** Closed days of the fund when the universe last changed; expanding waits for another. */
  closedDaysAtChange: number;
  /** How many symbols the universe is to have, where there are so many candidates; undefined as many as it has. */
  size?: number | undefined;
};

export const openSymbolUniverse = (): SymbolUniverseMemory => ({
  drawdownWasBeyond: false,
  winRateWasBeyond: false,
  closedDaysAtChange: 0,
});

/** @param held symbols the CIO stands by; undefined before it has spoken */
export function decideSymbolUniverse(
  briefing: Briefing,
  held: readonly string[] | undefined,
  memory: SymbolUniverseMemory,
): Decision<"SYMBOL_UNIVERSE"> | undefined {
  const { candidates, performance } = briefing;
  if (candidates.length === 0) return undefined;
  const disappointment = disappointmentCrossed(briefing, memory);
  const change = (wanted: readonly string[], size: number, why: Pick<Decision, "priority" | "reason">) => {
    memory.size = size;
    if (held !== undefined && isSameSet(held, wanted)) return undefined;
    memory.closedDaysAtChange = performance.closedDays;
    return universe(wanted, candidates, why);
  };
  if (disappointment !== undefined) {
    const fewer = contracted(held, candidates);
    return change(fewer, fewer.length, { priority: "HIGH", reason: disappointment });
  }
  if (held === undefined) {
    const reason = "start value: the five best candidates";
    return change(candidates.slice(0, sizes.start), sizes.start, { priority: "NORMAL", reason });
  }
  if (!(performance.closedDays > memory.closedDaysAtChange)) return undefined;
  if (hasEarnedMore(briefing) && held.length < sizes.expanded) {
    const reason = "drawdown below 2 %, win rate above 60 %, fewer than 8 positions";
    return change(candidates.slice(0, sizes.expanded), sizes.expanded, { priority: "NORMAL", reason });
  }
  const size = memory.size ?? held.length;
  const others = candidates.filter((symbol) => !held.includes(symbol));
  const staying = held.filter((symbol) => candidates.includes(symbol));
  if (others.length === 0 || staying.length >= size) return undefined;
  const gone = held.filter((symbol) => !staying.includes(symbol)).join(", ");
  const reason = gone === "" ? `room for ${size}` : `${gone} no candidate any more`;
  return change([...staying, ...others.slice(0, size - staying.length)], size, { priority: "NORMAL", reason });
}

function disappointmentCrossed({ performance }: Briefing, memory: SymbolUniverseMemory): string | undefined {
  const drawdownIsBeyond = !(performance.drawdown <= contract.drawdown);
  const winRateIsBeyond = performance.winRate !== undefined && !(performance.winRate >= contract.winRate);
  const causes: string[] = [];
  if (drawdownIsBeyond && !memory.drawdownWasBeyond) causes.push("drawdown above 5 %");
  if (winRateIsBeyond && !memory.winRateWasBeyond) causes.push("win rate below 45 %");
  memory.drawdownWasBeyond = drawdownIsBeyond;
  memory.winRateWasBeyond = winRateIsBeyond;
  return causes.length > 0 ? causes.join(", ") : undefined;
}

/** The most traded three of those held. */
function contracted(held: readonly string[] | undefined, candidates: readonly string[]): readonly string[] {
  if (held === undefined) return candidates.slice(0, sizes.contracted);
  if (held.length <= sizes.contracted) return held;
  const ranked = candidates.filter((symbol) => held.includes(symbol));
  return [...ranked, ...held.filter((symbol) => !ranked.includes(symbol))].slice(0, sizes.contracted);
}

function hasEarnedMore({ performance, portfolio }: Briefing): boolean {
  return (
    performance.drawdown < expand.drawdown &&
    performance.winRate !== undefined &&
    performance.winRate > expand.winRate &&
    portfolio.openPositions < expand.positions
  );
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((symbol) => b.includes(symbol));

const universe = (
  activeSymbols: readonly string[],
  candidates: readonly string[],
  { priority, reason }: Pick<Decision, "priority" | "reason">,
): Decision<"SYMBOL_UNIVERSE"> => ({
  kind: "SYMBOL_UNIVERSE",
  payload: { activeSymbols, excludedSymbols: candidates.filter((symbol) => !activeSymbols.includes(symbol)) },
  priority,
  reason: `${reason}: ${activeSymbols.join(", ")}`,
});
