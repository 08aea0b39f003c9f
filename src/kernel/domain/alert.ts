/**
 * Alerts: what is beyond a line, said once when it crosses.
 *
 * A value that stands beyond its line goes on standing until it is back by the relief, so that one that flaps around
 * the line is no news each time (resolutions 7, 14).
 */
export const alertLevels = ["info", "warning", "critical"] as const;
export type AlertLevel = (typeof alertLevels)[number];

/** Whether `value` is strictly beyond `line`, or was and has not come back by `relief`. A number that is none is beyond. */
export const standsBeyond = (value: number, line: number, relief: number, didStand: boolean): boolean =>
  !(value <= (didStand ? line - relief : line));

/** What stands now and did not stand before. */
export const newsOf = (standing: readonly string[], before: readonly string[]): string[] =>
  standing.length === 0 ? [] : standing.filter((each) => !before.includes(each));
