/** One value of a what-if, as people write it: `0.08` or `8%`, `15m`, `on`, `SUPERVISOR,CRO`, `none`. */

export type SettingValue = number | string | boolean | readonly string[] | null;
export type SettingUnit = "share" | "ms" | "USD" | "bps" | "ratio" | "bars" | "";

const unitBySuffix: readonly (readonly [string, SettingUnit])[] = [
  ["Fraction", "share"],
  ["Ms", "ms"],
  ["Usd", "USD"],
  ["Bps", "bps"],
  ["Ratio", "ratio"],
  ["Bars", "bars"],
];

/** The unit a serialised name ends in. */
export const unitOfPath = (path: string): SettingUnit =>
  unitBySuffix.find(([suffix]) => path.endsWith(suffix))?.[1] ?? "";

/**
 * @param now what the field holds: a text keeps being one, a list too
 * @returns `undefined` when the text is no value of that kind
 */
export function readSettingValue(text: string, now: SettingValue, unit: SettingUnit): SettingValue | undefined {
  if (typeof now === "object" && now !== null)
    return text === "" || text === "none" ? [] : text.split(",").map((each) => each.trim());
  if (typeof now === "string") return text;
  if (typeof now === "boolean") return readSwitch(text);
  if (text === "none") return null;
  if (unit === "ms") return readLength(text);
  return readNumber(text, unit === "share");
}

function readSwitch(text: string): boolean | undefined {
  if (text === "true" || text === "on") return true;
  if (text === "false" || text === "off") return false;
  return undefined;
}

function readNumber(text: string, isShare: boolean): number | undefined {
  const [, digits, sign] = /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(\s*%)?$/.exec(text) ?? [];
  if (digits === undefined || (sign !== undefined && !isShare)) return undefined;
  // Through text, so that 8% is 0.08 and not 0.08 and a bit.
  return sign === undefined ? Number(digits) : Number(`${digits}e-2`);
}

const lengths: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readLength(text: string): number | undefined {
  const [, digits, letter] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (lengths[letter ?? ""] ?? 1);
}
