/** Liquidation prices by three venues' rules, funding, and interest on borrowed margin: freqtrade's test values. */
import { z } from "zod";
import { borrowInterest } from "../../src/kernel/domain/borrow-interest.ts";
import { liquidationPriceBy, type MaintenanceRule } from "../../src/kernel/domain/liquidation.ts";
import { fundingPayment } from "../../src/kernel/domain/perpetual.ts";
import { type Answer, type Inputs, numberIn, read, textIn, type Topic } from "./topic.ts";

const sideSchema = z.enum(["long", "short"]);
const sizeOf = (inputs: Inputs): number => (typeof inputs["amount"] === "number" ? inputs["amount"] : 1);
const signedSize = (inputs: Inputs): number => sizeOf(inputs) * (read(sideSchema, inputs, "side") === "long" ? 1 : -1);

/** A wallet in USD, or the formula of the initial margin in words. */
const collateralIn = (inputs: Inputs): number =>
  typeof inputs["wallet_balance"] === "number"
    ? inputs["wallet_balance"]
    : (sizeOf(inputs) * numberIn(inputs, "entry_price")) / numberIn(inputs, "leverage");

function ruleIn(inputs: Inputs): MaintenanceRule {
  const rate = numberIn(inputs, "maintenance_margin_ratio");
  if (inputs["model"] === "gate-okx-isolated") return { rate: rate + numberIn(inputs, "taker_fee"), amount: 0 };
  if (inputs["model"] === "bybit-isolated")
    return { rate: 0, amount: 0 - rate * sizeOf(inputs) * numberIn(inputs, "entry_price") };
  return { rate, amount: numberIn(inputs, "maintenance_amount") };
}

const liquidation: Answer = (inputs) =>
  liquidationPriceBy(
    {
      quantity: signedSize(inputs),
      entryPrice: numberIn(inputs, "entry_price"),
      collateral: collateralIn(inputs),
    },
    ruleIn(inputs),
  );

const funding: Answer = (inputs) => {
  const side = read(sideSchema, inputs, "position") === "long" ? 1 : -1;
  return fundingPayment(
    numberIn(inputs, "size") * side,
    numberIn(inputs, "mark_price"),
    numberIn(inputs, "funding_rate"),
  );
};

const interest: Answer = (inputs) =>
  borrowInterest(
    textIn(inputs, "exchange_model") === "kraken" ? "PER_FOUR_HOURS" : "PER_DAY_BY_HOURS",
    numberIn(inputs, "borrowed"),
    numberIn(inputs, "rate"),
    numberIn(inputs, "hours"),
  );

export const liquidationFunding: Topic = {
  answers: { "liquidation-price": liquidation, "funding-fee": funding, "margin-interest": interest },
};
