/**
 * Which of what the balancer finds is news. Prices drift across lines at every bar; a line counts as left only well below it.
 * Targets change with every wish that comes and goes; they are told once a day where they have moved by points.
 */
import type { Target, Violation } from "../../domain/balancer.ts";

/** Share of the limit below which a violation that was told is over (chosen). */
export const overBelow = 0.95;
/** Points by which a target has to move to be told again (chosen, as the ensemble's weights). */
export const toldAfter = 0.05;

const keyOf = ({ constraint, subject, severity }: Violation): string => `${constraint} ${subject} ${severity}`;
const themeOf = ({ constraint, subject }: Violation): string => `${constraint} ${subject}`;

/**
 * What counts as broken for those who are told: what is found, and what was told and is still near its line.
 * @param near violations of lines drawn at `overBelow` of what they are
 */
export function standingViolations(
  found: readonly Violation[],
  near: readonly Violation[],
  told: readonly Violation[],
): Violation[] {
  const known = new Set([...found, ...told].map(keyOf));
  return near.flatMap((each) => {
    if (known.has(keyOf(each))) return [each];
    const now = found.find((other) => themeOf(other) === themeOf(each));
    return now === undefined ? [] : [now];
  });
}

export const isSameSet = (a: readonly Violation[], b: readonly Violation[]): boolean => {
  const keys = new Set(a.map(keyOf));
  return a.length === b.length && b.every((each) => keys.has(keyOf(each)));
};

/** Other symbols than were told, or a target that has moved. */
export function haveMoved(targets: readonly Target[], told: readonly Target[]): boolean {
  const before = new Map(told.map(({ symbol, target }) => [symbol, target]));
  return (
    targets.length !== told.length ||
    targets.some(({ symbol, target }) => !(Math.abs(target - (before.get(symbol) ?? Number.NaN)) <= toldAfter))
  );
}
