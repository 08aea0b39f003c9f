/**
 * How busy each hour of the week is: crypto trades always, but follows the offices of America and Europe.
 *
 * Mean absolute common return and mean volume (against the 14 days before) by UTC hour and by weekday, each relative to
 * the whole; estimated from hourly BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT and BNBUSDT, 2020-09 to 2023. Hour and weekday
 * are multiplied.
 */
import { dayMs, hours } from "../../units/units.ts";

const volatilityByHour: readonly number[] = [
  1.26, 1.08, 0.92, 0.9, 0.77, 0.86, 0.86, 0.93, 1.04, 0.92, 0.92, 0.9, 1.07, 1.13, 1.27, 1.17, 1.08, 1.01, 0.96, 0.98,
  1.04, 0.99, 0.97, 0.97,
];
/** From Sunday. */
const volatilityByWeekday: readonly number[] = [0.85, 1.07, 1.09, 1.1, 1.03, 1.04, 0.81];

const volumeByHour: readonly number[] = [
  1.14, 0.98, 0.9, 0.85, 0.82, 0.84, 0.89, 0.95, 1.06, 1.01, 1.01, 0.99, 1.19, 1.31, 1.44, 1.4, 1.36, 1.1, 1.04, 0.97,
  0.95, 0.79, 0.83, 0.86,
];
const volumeByWeekday: readonly number[] = [0.76, 1.14, 1.15, 1.16, 1.12, 1.08, 0.78];

const hourMs = hours(1);
/** 1970-01-01 was a Thursday. */
const weekdayOfDayZero = 4;

const combine = (byHour: readonly number[], byWeekday: readonly number[]): readonly number[] =>
  byWeekday.flatMap((weekday) => byHour.map((hour) => weekday * hour));

/** One factor an hour of the week, from Sunday 00:00 UTC. */
const volatilityByHourOfWeek = combine(volatilityByHour, volatilityByWeekday);
const volumeByHourOfWeek = combine(volumeByHour, volumeByWeekday);

function hourOfWeek(at: number): number {
  const weekday = (Math.floor(at / dayMs) + weekdayOfDayZero) % 7;
  return weekday * 24 + Math.floor((at % dayMs) / hourMs);
}

/** Factor on volatility of the hour `at` falls in. */
export const volatilityAt = (at: number): number => volatilityByHourOfWeek[hourOfWeek(at)] ?? 1;
/** Factor on volume of the hour `at` falls in. */
export const volumeAt = (at: number): number => volumeByHourOfWeek[hourOfWeek(at)] ?? 1;
