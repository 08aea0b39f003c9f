/** Rounding of prices and quantities as exchanges do it: ccxt's texts and freqtrade's numbers. */
import { z } from "zod";
import { type Precision, roundDecimal, type Rounding } from "../../src/kernel/maths/exact-decimal.ts";
import { type Answer, type Inputs, read, textIn, type Topic } from "./topic.ts";

const decimal = z.union([z.string(), z.number()]).transform(String);
const modes = { truncate: "TRUNCATE", "round-half-up": "HALF_UP", up: "UP", down: "DOWN" } as const;

function precisionOf(inputs: Inputs): Precision {
  const wanted = read(decimal, inputs, "precision");
  const counting = textIn(inputs, "counting");
  if (counting === "tick-size") return { kind: "TICK", tick: wanted };
  const count = Number(wanted);
  return counting === "decimal-places" ? { kind: "PLACES", places: count } : { kind: "DIGITS", digits: count };
}

const rounded: Answer = (inputs) => {
  const value = read(decimal, inputs, "value");
  const rounding: Rounding = modes[read(z.enum(["truncate", "round-half-up", "up", "down"]), inputs, "mode")];
  const text = roundDecimal(value, precisionOf(inputs), rounding, inputs["pad_with_zero"] === true);
  return typeof inputs["value"] === "number" ? Number(text) : text;
};

export const orderRounding: Topic = { answers: { "order-rounding": rounded } };
