/** A process that plays one case: told by its parent what, tells it how far it is and what came of it. */
import { z } from "zod";
import { epochMs } from "../../src/kernel/units/units.ts";
import { cases } from "./cases.ts";
import { playCase } from "./play-case.ts";

const orderSchema = z.strictObject({
  name: z.string(),
  choice: z.strictObject({
    market: z.string(),
    symbols: z.array(z.string()).optional(),
    interval: z.string().optional(),
    kind: z.string().optional(),
    from: z.number().transform(epochMs).optional(),
    to: z.number().transform(epochMs).optional(),
    seed: z.number().optional(),
    days: z.number().optional(),
  }),
});

const tell = (word: unknown): void => {
  process.send?.(word);
};

async function play(message: unknown): Promise<void> {
  const { name, choice } = orderSchema.parse(message);
  const played = cases.find((each) => each.name === name);
  if (played === undefined) throw new Error(`expected the name of a case, was ${name}`);
  const result = await playCase(choice, played, (share) => tell({ kind: "SHARE", share }));
  tell({ kind: "PLAYED", result });
  process.disconnect();
}

process.once("message", (message) => void play(message));
/** Nobody is there any more to hear what comes of it. */
process.once("disconnect", () => process.exit());
