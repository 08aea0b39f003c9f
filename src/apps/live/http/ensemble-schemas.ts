/** The ensemble's report as schemas, each declared as the schema of its type: what differs does not compile. */
import { z } from "zod";
import type {
  EnsembleReport,
  ModelStanding,
  ReliabilityBin,
  SymbolPanel,
  VoiceStanding,
} from "../../../kernel/domain/ensemble-report.ts";
import { abstentions, agreements, champions, modelHealths } from "../../../kernel/domain/signal.ts";
import { subsystemModes } from "../../../kernel/domain/subsystem.ts";

const number = z.number();
const maybe = number.nullable();
const share = number.min(0).max(1);
const count = z.int().min(0);
const text = z.string();
const list = <Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> => z.array(item);
/** An object with exactly the fields of `Value`. */
const shape = <Value extends object>(fields: { readonly [Key in keyof Value]-?: z.ZodType<Value[Key]> }) =>
  z.strictObject(fields);

const standing = shape<ModelStanding>({
  model: text,
  health: z.enum(modelHealths),
  weightFraction: share,
  cioFraction: share.nullable(),
  onlineFraction: number,
  brierScore: maybe,
  skillRatio: maybe,
  cases: count,
});

const reliability = shape<ReliabilityBin>({
  fromFraction: maybe,
  toFraction: maybe,
  cases: count,
  roseFraction: maybe,
});

const voice = shape<VoiceStanding>({
  model: text,
  upFraction: share.nullable(),
  cases: number.min(0),
  horizonBars: count,
  validUntilMs: maybe,
  weightFraction: share,
  abstains: z.enum(abstentions).nullable(),
});

const symbol = shape<SymbolPanel>({
  symbol: text,
  agreement: z.enum(agreements),
  pooledFraction: share,
  provenFraction: share.nullable(),
  upFraction: share,
  voices: list(voice),
});

export const ensembleReportSchema = shape<EnsembleReport>({
  atMs: number,
  mode: z.enum(subsystemModes),
  champion: z.enum(champions),
  blocks: count,
  equalBrierScore: maybe,
  fixedShareBrierScore: maybe,
  models: list(standing),
  reliability: list(reliability),
  symbols: list(symbol),
}).meta({ id: "EnsembleReport", description: "Who of the models speaks, at what weight, and how each has done." });
