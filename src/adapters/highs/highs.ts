/**
 * HiGHS, a solver of linear programs compiled to WebAssembly, behind the kernel's `SolveLinear`.
 *
 * Loaded once before the run; solving is synchronous and starts from nothing each time, with a fixed seed and one thread, so
 * that the same program gives the same answer.
 */
import highsModule, { type Highs, type ModelData } from "highs";
import type { LinearProgram, LinearSolution, SolveLinear } from "../../kernel/maths/linear-program.ts";

/** The package types its ES module as if it were CommonJS, with the loader one step further in than it is. */
const loader: unknown = highsModule;
const isLoader = (value: unknown): value is () => Promise<Highs> => typeof value === "function";

export async function loadHighs(): Promise<SolveLinear> {
  if (!isLoader(loader)) throw new Error(`expected highs to export its loader, was ${typeof loader}`);
  const highs = await loader();
  return (program) =>
    highs.withModel((model): LinearSolution => {
      model.options.set("output_flag", false);
      model.passModel(modelOf(program));
      model.run();
      const status = model.getModelStatus();
      if (status !== highs.constants.modelStatus.optimal)
        return { kind: "NONE", reason: `expected an optimum, HiGHS ended with status ${status}` };
      return { kind: "OPTIMAL", values: [...model.getSolution().colValue], cost: model.getObjectiveValue() };
    });
}

function modelOf({ costs, rows, bounds }: LinearProgram): ModelData {
  const terms = rows.flatMap((row) => row.terms);
  const starts = [0];
  for (const { terms: own } of rows) starts.push((starts.at(-1) ?? 0) + own.length);
  const [numCols, numRows] = [costs.length, rows.length];
  return {
    numCols,
    numRows,
    colCost: costs,
    colLower: bounds.map(([least]) => least),
    colUpper: bounds.map(([, most]) => most),
    rowLower: rows.map(({ value }) => value),
    rowUpper: rows.map(({ bound, value }) => (bound === "EQUAL" ? value : Number.POSITIVE_INFINITY)),
    matrix: {
      format: "csr",
      numRows,
      numCols,
      starts,
      indices: terms.map(([column]) => column),
      values: terms.map(([, coefficient]) => coefficient),
    },
  };
}
