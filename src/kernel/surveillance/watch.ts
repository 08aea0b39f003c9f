/** Asks every real-time control about facts and about the whole, and counts what it says. */
import { type ControlBook, noteReading } from "../controls/control-book.ts";
import type { AlertNotice } from "../domain/open-alert.ts";
import type { Fact } from "../events/catalogue.ts";
import { realTimeRegister } from "./controls/register.ts";
import { noteFlow } from "./order-flow.ts";
import type { Finding, InstrumentView, RealTimeControl, Watched } from "./real-time-control.ts";

/** @returns alerts for what is beyond a line and has not been told */
export function watchFacts(facts: readonly Fact[], book: ControlBook, watched: Watched): AlertNotice[] {
  const { memory, config, at } = watched;
  return facts.flatMap((fact) => {
    noteFlow(memory.flow, fact, at, config.surveillance.flowWindowMs);
    return realTimeRegister.flatMap((control) => {
      const finding = control.hears?.(fact, watched);
      return finding === undefined ? [] : noted(control, finding, book, watched);
    });
  });
}

/** The same about all instruments. */
export const watchInstruments = (
  instruments: readonly InstrumentView[],
  book: ControlBook,
  watched: Watched,
): AlertNotice[] =>
  realTimeRegister.flatMap((control) =>
    (control.looks?.(instruments, watched) ?? []).flatMap((finding) => noted(control, finding, book, watched)),
  );

function noted(control: RealTimeControl, finding: Finding, book: ControlBook, { at }: Watched): AlertNotice[] {
  const { symbol, isNews, level = control.level, ...reading } = finding;
  noteReading(book, at, { control: control.id, ...reading });
  if (reading.refusal === undefined || !isNews) return [];
  const { id, owner, action } = control;
  return [{ level, control: id, symbol, message: reading.refusal, owner, action }];
}
