/** Whether an instrument is a perpetual, which is held on margin and may be short, or spot. */
import type { Instrument } from "../../domain/instrument.ts";

export const isPerpetual = (instrument: Instrument | undefined): boolean => instrument?.perpetual !== undefined;
