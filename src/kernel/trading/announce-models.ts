/** Says what has changed among the models: how one is, and whose weights are in force. */
import { championChanged, modelHealthChanged } from "../events/ensemble-events.ts";
import { emit, type Outbox } from "../events/outbox.ts";
import { fraction, ratio } from "../units/units.ts";
import type { PanelNews } from "./signals/panel.ts";

export function announceModels(news: PanelNews | undefined, outbox: Outbox): void {
  if (news === undefined) return;
  for (const { model, from, to } of news.health) emit(outbox, modelHealthChanged.create({ model, from, to }));
  if (news.champion === undefined) return;
  const { from, to, meanDifference, pValue, blocks } = news.champion;
  emit(
    outbox,
    championChanged.create({
      from,
      to,
      meanDifferenceRatio: ratio(meanDifference),
      pValueFraction: fraction(pValue),
      blocks,
    }),
  );
}
