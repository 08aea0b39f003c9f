/**
 * The reference cases as tests, one each, where their data is at hand (`npm run reference` says where it looks).
 *
 * The repository holds none of it; the unit tests beside the modules hold the few numbers they need.
 */
import { describe, expect, it } from "vitest";
import { referenceFolder } from "../../scripts/reference/context.ts";
import { runReference } from "../../scripts/reference/run.ts";
import { topics } from "../../scripts/reference/topics.ts";

const folder = referenceFolder();
const outcomes = folder === undefined ? [] : runReference(folder, topics);
const judged = outcomes.filter(({ verdict }) => verdict !== "NOT_COVERED");

/** Not `skipIf`: the build takes a skipped test for a failed one. */
describe("reference cases", () => {
  it("are read from their folder, or not at all", () => expect(judged.length > 0).toBe(folder !== undefined));

  if (folder === undefined) return;
  it.each(judged.map(({ reference, details }) => ({ name: `${reference.file}: ${reference.name}`, details })))(
    "$name",
    ({ details }) => expect(details).toEqual([]),
  );

  it("says why of each case it does not cover", () => {
    const silent = outcomes.filter(({ verdict, details }) => verdict === "NOT_COVERED" && details.join("") === "");
    expect(silent).toEqual([]);
    expect(judged.length).toBeGreaterThan(0);
  });
});
