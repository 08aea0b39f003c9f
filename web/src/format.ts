/** Numbers and times as a desk reads them: thousands apart, a true minus, signs where direction matters, UTC. */
const minus = "\u2212";
const unknown = "–";

const withDecimals = (decimals: number, atLeast = decimals): Intl.NumberFormat =>
  new Intl.NumberFormat("en-US", { minimumFractionDigits: atLeast, maximumFractionDigits: decimals });
const whole = withDecimals(0);
const upToOne = withDecimals(1, 0);
const two = withDecimals(2);
const four = withDecimals(4);
const upToSix = withDecimals(6, 0);
const sixes = withDecimals(6, 4);

const written = (format: Intl.NumberFormat, value: number): string => format.format(value).replace("-", minus);
/** Zero has no sign, nor has what rounds to it. */
function signed(format: Intl.NumberFormat, value: number): string {
  const text = written(format, value);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : /[1-9]/.test(text) ? text : text.replace(minus, "");
}

export const usd = (value: number): string => written(two, value);
export const wholeUsd = (value: number): string => written(whole, value);
export const signedUsd = (value: number): string => signed(two, value);
export const count = (value: number): string => written(whole, value);
export const quantity = (value: number): string => written(upToSix, value);
export const decimals = (value: number): string => written(two, value);
export const signedDecimals = (value: number): string => signed(two, value);

/** 0.05 reads "5.00 %". */
export const share = (value: number): string => `${written(two, value * 100)} %`;
export const signedShare = (value: number): string => `${signed(two, value * 100)} %`;
/** 0.05 reads "5 %". */
export const wholeShare = (value: number): string => `${written(upToOne, value * 100)} %`;

/** As many decimals as the size of the price calls for. */
export const price = (value: number): string => written(value >= 100 ? two : value >= 1 ? four : sixes, value);

export const orUnknown = <Value>(value: Value | null, format: (known: Value) => string): string =>
  value === null ? unknown : format(value);

/** `2024-03-10 14:00` in UTC. */
export const dateTime = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16).replace("T", " ");
/** `Mar 10`. */
export const dayOf = (atMs: number): string => monthDay.format(atMs);
/** `Mar 10 14:00`. */
export const shortTime = (atMs: number): string =>
  `${monthDay.format(atMs)} ${new Date(atMs).toISOString().slice(11, 16)}`;
const monthDay = new Intl.DateTimeFormat("en-US", { month: "short", day: "2-digit", timeZone: "UTC" });

export const wallTime = (at: Date): string => at.toLocaleTimeString("en-GB");

/** The two largest units: `3 d 4 h`, `12 min`. */
export function duration(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  const parts = [
    days > 0 ? `${days} d` : "",
    hours > 0 ? `${hours} h` : "",
    rest > 0 && days === 0 ? `${rest} min` : "",
  ];
  return parts.filter(Boolean).join(" ") || "less than a minute";
}

/** `RISK_ADJUSTMENT` reads "risk adjustment". */
export const words = (name: string): string => name.replaceAll("_", " ").toLowerCase();

export type Tone = "good" | "bad" | "warn" | "quiet" | "plain";
export const toneOf = (value: number): Tone => (value > 0 ? "good" : value < 0 ? "bad" : "plain");
