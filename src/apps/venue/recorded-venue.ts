/**
 * Of what venue a fund that lives is: the one it was opened with, for good.
 *
 * Its record is of one venue; what plays it again reads one in its manifest. Another one is another fund.
 */
import { sameValue } from "../../kernel/domain/same-value.ts";
import { FundError } from "../../ports/errors.ts";
import type { VenueFile } from "../../runtime/venue-file.ts";

/**
 * @param asked as `--venue` has it; the recorded one holds where nothing is said
 * @throws JOURNAL_MISMATCH naming the field where another one is asked for
 */
export function venueToGoOnWith(recorded: VenueFile | undefined, asked: VenueFile | undefined): VenueFile | undefined {
  if (asked === undefined) return recorded;
  const field = differingField(recorded, asked);
  if (field === undefined) return recorded;
  const was = recorded === undefined ? "without a venue file" : `with the venue ${recorded.name}`;
  throw new FundError(
    "JOURNAL_MISMATCH",
    `this data folder belongs to a fund that was opened ${was}, and --venue ${asked.name} has another ${field}. Leave --venue ` +
      "out to go on with it, use another --data folder, or --fresh to archive this one and start anew.",
  );
}

const termsIn = (venue: VenueFile | undefined): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(venue ?? {}).filter(([field]) => field !== "name" && field !== "source"));

/** The first field that says something else; what a file is called and where it is from says nothing of terms. */
function differingField(recorded: VenueFile | undefined, asked: VenueFile): string | undefined {
  const before = termsIn(recorded);
  const after = termsIn(asked);
  return [...before.keys(), ...after.keys()].find((field) => !sameValue(before.get(field), after.get(field)));
}
