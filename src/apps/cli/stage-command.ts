/** `qt stage`, `qt brake`, `qt review`, `qt strategy enable`: orders to the running fund, which decides, journals and answers. */
import { type IntegrationStage, integrationStages } from "../../kernel/domain/subsystem.ts";
import { FundError } from "../../ports/errors.ts";
import { mergedEnvironment } from "../environment.ts";
import { type Call, type Caller, type CallFlags, callFund, fullyNamed, named } from "./operator-client.ts";

const emergencyDisable = "emergency-disable";

export async function stageCommand(text: string, flags: CallFlags, caller = fromHere()): Promise<void> {
  const wanted = text.toLowerCase();
  if (wanted === emergencyDisable) return give(pull(flags), flags, brakeIsOn, caller);
  const stage = stageNamed(wanted);
  const body = { stage, ...named(flags, `qt stage ${wanted}`) };
  await give({ path: "/api/operator/stage", body }, flags, `The fund is at stage ${stage}.`, caller);
}

export async function brakeCommand(way: "pull" | "release", flags: CallFlags, caller = fromHere()): Promise<void> {
  if (way === "pull") return give(pull(flags), flags, brakeIsOn, caller);
  const call = { path: "/api/operator/brake/release", body: fullyNamed(flags) };
  await give(call, flags, "The emergency brake is off. A freeze, if there is one, stays.", caller);
}

export async function reviewCommand(flags: CallFlags, caller = fromHere()): Promise<void> {
  const call = { path: "/api/operator/review", body: fullyNamed(flags) };
  await give(call, flags, "The review is given. The fund is released once its other conditions hold.", caller);
}

export async function enableStrategyCommand(strategy: string, flags: CallFlags, caller = fromHere()): Promise<void> {
  const call = { path: "/api/operator/strategies/enable", body: { strategy, ...fullyNamed(flags) } };
  await give(call, flags, `${strategy} may enter again. What it did before no longer counts against it.`, caller);
}

const pull = (flags: CallFlags): Call => ({ path: "/ai/emergency", body: named(flags, "pulled with the qt command") });
const brakeIsOn =
  "The emergency brake is on: no entries, no subsystem acts; exits, stops and the guard go on. qt brake release lets go.";

async function give(call: Call, flags: CallFlags, done: string, caller: Caller): Promise<void> {
  const answer = await callFund(call, flags, caller);
  process.stdout.write(`${flags.json === true ? JSON.stringify(answer) : done}\n`);
}

function stageNamed(text: string): IntegrationStage {
  const stage = integrationStages.find((each) => each.toLowerCase() === text);
  if (stage !== undefined) return stage;
  const known = [...integrationStages.map((each) => each.toLowerCase()), emergencyDisable].join(", ");
  throw new FundError("BAD_USAGE", `expected a stage (${known}), was "${text}"`);
}

export const fromHere = (): Caller => ({ fetch, token: mergedEnvironment()["QT_API_TOKEN"] });
