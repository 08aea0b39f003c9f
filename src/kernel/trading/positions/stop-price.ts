/** Where the protective stop rests. */
import { type Instrument, snapPriceUp } from "../../domain/instrument.ts";
import type { Fraction, Price } from "../../units/units.ts";

/** `distance` below `fillPrice`, rounded up: towards the smaller loss, so never past the hard limit. */
export const stopPriceBelow = (instrument: Instrument, fillPrice: number, distance: Fraction): Price =>
  snapPriceUp(instrument, fillPrice * (1 - distance));
