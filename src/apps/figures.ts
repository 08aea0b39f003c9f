/** Figures as people read them, the same in the terminal and on the page. Times are UTC. */

const missing = "–";

export const share = (value: number | null | undefined): string =>
  value === null || value === undefined ? missing : `${tidy(value * 100, 2)} %`;
export const signedShare = (value: number | null | undefined): string =>
  value === null || value === undefined ? missing : `${value > 0 ? "+" : ""}${tidy(value * 100, 2)} %`;
export const decimal = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined ? missing : tidy(value, digits);
export const money = (value: number | null | undefined): string =>
  value === null || value === undefined ? missing : `${tidy(value, 2)} USD`;
export const whole = (value: number): string => tidy(value, 0);

/** `2020-03-12 10:00`. */
export const minuteOf = (at: number | null | undefined): string =>
  at === null || at === undefined ? missing : new Date(at).toISOString().slice(0, 16).replace("T", " ");
/** `2020-03-12`. */
export const dayOf = (at: number | null | undefined): string =>
  at === null || at === undefined ? missing : new Date(at).toISOString().slice(0, 10);

const minute = 60_000;
/** `30 min`, `2.0 h`, `4.4 d`. */
export function length(duration: number | null | undefined): string {
  if (duration === null || duration === undefined) return missing;
  if (duration < 60 * minute) return `${Math.round(duration / minute)} min`;
  if (duration < 48 * 60 * minute) return `${(duration / (60 * minute)).toFixed(1)} h`;
  return `${(duration / (24 * 60 * minute)).toFixed(1)} d`;
}

/** Commas between thousands, and no minus before zero. */
function tidy(value: number, digits: number): string {
  if (Math.abs(value) >= 1e12) return value.toExponential(digits);
  const [before = "0", after] = Math.abs(value).toFixed(digits).split(".");
  const grouped = before.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = after === undefined ? grouped : `${grouped}.${after}`;
  return value < 0 && Number(text.replaceAll(",", "")) !== 0 ? `-${text}` : text;
}
