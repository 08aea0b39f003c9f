/**
 * Settings of the controls on the flow of orders: price, size, messages, repetition, duplicates, exposure, groups.
 *
 * Source: controls.md, PT-02 and PT-04 to PT-09; the figures are chosen, ADR 0040 says why.
 */
import { countField, hoursField, minutesField, ratioField, secondsField, shareField } from "./fields.ts";

const controls = { owner: "order controls", isInForce: true } as const;
const share = { least: 0, most: 1, above: true };
const rate = { least: 0, most: 100_000 };
const upToAWeek = { least: 1, most: 10_080 };

const perSecond = (preset: string, whose: string) =>
  countField(preset, rate, {
    ...controls,
    what: `Messages a second ${whose}; entries may use what is not reserved (PT-05).`,
  });
const perMinute = (preset: string, whose: string) =>
  countField(preset, rate, {
    ...controls,
    what: `Messages a minute ${whose}; entries may use what is not reserved (PT-05).`,
  });

export const controlVariables = {
  QT_CONTROL_MAX_MOVE: ratioField(
    "0.1",
    { least: 0, most: 10, above: true },
    { ...controls, what: "A price that moves more than this within the window makes its symbol reduce-only (PT-02)." },
  ),
  QT_CONTROL_MOVE_WINDOW: minutesField("60", upToAWeek, {
    ...controls,
    what: "The window of that move. A bar at least; a longer bar may move more, by the root of its length. At most 480 bars, as many as are kept.",
  }),
  QT_CONTROL_MOVE_COOL_DOWN: minutesField("120", upToAWeek, {
    ...controls,
    what: "How long the symbol is reduce-only after it.",
  }),
  QT_CONTROL_MAX_BAR_SHARE: ratioField("0.25", share, {
    ...controls,
    what: "Largest entry as a part of what the last bar traded (PT-04).",
  }),
  QT_CONTROL_MAX_DAY_SHARE: ratioField("0.01", share, {
    ...controls,
    what: "Largest entry as a part of what 24 hours traded (PT-04).",
  }),
  QT_CONTROL_MAX_TOP_SHARE: ratioField("0.5", share, {
    ...controls,
    what: "Largest entry as a part of the best offer, where a book is known (PT-04).",
  }),
  QT_CONTROL_MESSAGES_PER_SECOND: perSecond("100", "of the whole fund"),
  QT_CONTROL_MESSAGES_PER_MINUTE: perMinute("600", "of the whole fund"),
  QT_CONTROL_VENUE_MESSAGES_PER_SECOND: perSecond("50", "to one venue"),
  QT_CONTROL_VENUE_MESSAGES_PER_MINUTE: perMinute("600", "to one venue"),
  QT_CONTROL_STRATEGY_MESSAGES_PER_SECOND: perSecond("40", "of one strategy"),
  QT_CONTROL_STRATEGY_MESSAGES_PER_MINUTE: perMinute("300", "of one strategy"),
  QT_CONTROL_RESERVED_MESSAGES: shareField(
    "0.5",
    { least: 0, most: 1 },
    { ...controls, what: "Part of each of these rates that is kept for cancels, exits and stops." },
  ),
  QT_CONTROL_MAX_EXECUTIONS: countField(
    "8",
    { least: 1, most: 1_000_000 },
    { ...controls, what: "A strategy that enters one symbol more often within the window is disabled (PT-06)." },
  ),
  QT_CONTROL_EXECUTIONS_WINDOW: hoursField(
    "24",
    { least: 1, most: 720 },
    { ...controls, what: "The window in which those are counted; twice as many bars as executions at least." },
  ),
  QT_CONTROL_DUPLICATE_WINDOW: secondsField(
    "60",
    { least: 0, most: 86_400 },
    { ...controls, what: "The same entry again within this is refused as a duplicate (PT-07)." },
  ),
  QT_CONTROL_MAX_NET_EXPOSURE: ratioField(
    "0.9",
    { least: 0, most: 10, above: true },
    { ...controls, what: "Largest net exposure over tradable capital (PT-08)." },
  ),
  QT_CONTROL_MAX_GROUP: ratioField(
    "0.6",
    { least: 0, most: 10, above: true },
    { ...controls, what: "Most of one group of symbols that move together, over tradable capital (PT-09)." },
  ),
};
