/** Scales and ticks of a plot: values to pixels, and round values to write beside the axis. */

export type Scale = { readonly toPixel: (value: number) => number; readonly ticks: readonly number[] };
export type Span = { readonly low: number; readonly high: number };

/** `low` of the values is drawn at `from`, `high` at `to`. */
export function linearScale(values: Span, pixels: { from: number; to: number }, count = 5): Scale {
  const { low, high } = widened(values);
  const toPixel = (value: number) => pixels.from + ((value - low) / (high - low)) * (pixels.to - pixels.from);
  return { toPixel, ticks: roundTicks({ low, high }, count) };
}

/** Equal growth, equal distance. Values are above zero. */
export function logScale(values: Span, pixels: { from: number; to: number }): Scale {
  const low = Math.log(values.low);
  const high = Math.max(Math.log(values.high), low + 1e-6);
  const toPixel = (value: number) => pixels.from + ((Math.log(value) - low) / (high - low)) * (pixels.to - pixels.from);
  const ticks: number[] = [];
  for (let power = Math.floor(low / Math.LN10); power <= high / Math.LN10; power++)
    for (const digit of [1, 2, 5]) ticks.push(digit * 10 ** power);
  const inside = ticks.filter((tick) => tick >= values.low && tick <= values.high);
  return { toPixel, ticks: inside.length >= 3 ? inside : roundTicks(values, 4) };
}

const widened = ({ low, high }: Span): Span => (high > low ? { low, high } : { low, high: low + 1 });

/** Bounded, so that a span too narrow for float64 ends too. */
function roundTicks({ low, high }: Span, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > Math.abs(high) * 1e-12)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: count + 2 }, (_, index) => (first + index) * step).filter(
    (tick) => tick <= high + step * 1e-9,
  );
}

export type TimeTick = { readonly at: number; readonly label: string };

const day = 86_400_000;
const steps = [
  { months: 24, days: 0 },
  { months: 12, days: 0 },
  { months: 6, days: 0 },
  { months: 3, days: 0 },
  { months: 1, days: 0 },
  { months: 0, days: 7 },
  { months: 0, days: 2 },
  { months: 0, days: 1 },
] as const;

/** Starts of years, months or days: as many as there is room for. */
export function timeTicks({ low, high }: Span, most = 9): TimeTick[] {
  const span = (high - low) / day;
  const fitting = steps.filter(({ months, days }) => span / (months * 30.4 + days) <= most);
  const { months, days } = fitting.at(-1) ?? steps[0];
  return months > 0 ? monthTicks({ low, high }, months) : dayTicks({ low, high }, days);
}

function monthTicks({ low, high }: Span, every: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  const first = new Date(low);
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / every) * every;
  for (let at = Date.UTC(0, month); ; month += every) {
    at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > high) return ticks;
    if (at >= low) ticks.push({ at, label: new Date(at).toISOString().slice(0, every >= 12 ? 4 : 7) });
  }
}

function dayTicks({ low, high }: Span, every: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(low / (day * every)) * day * every; at <= high; at += day * every)
    ticks.push({ at, label: new Date(at).toISOString().slice(5, 10) });
  return ticks;
}
