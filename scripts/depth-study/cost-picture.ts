/** Cost of taking by size of the order, on the judged half: the book's, the model's with factor 1, the fitted one's. */
import { drawLinePlots, type LinePlot } from "./line-plot.ts";
import type { Calibration } from "./calibration.ts";
import type { Session } from "./session.ts";
import { studiedSizes } from "./walk-costs.ts";

export function costPicture({ symbol }: Session, calibrations: readonly Calibration[]): string {
  return drawLinePlots(
    calibrations.map(({ interval, models }): LinePlot => {
      const [plain, fitted] = models;
      const bySize = plain?.bySize ?? [];
      return {
        title: `${symbol}: mean cost of taking against the mid price, second half, bars of ${interval / 1_000} s`,
        x: { label: "size of the order, base asset (log)", ticks: studiedSizes, isLogarithmic: true },
        y: { label: "cost, bps (log)", ticks: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5], isLogarithmic: true },
        lines: [
          { name: "recorded book", colour: "#1b6ca8", points: bySize.map(({ size, error }) => [size, error.walkBps]) },
          {
            name: "model, factor 1",
            colour: "#c8501e",
            points: bySize.map(({ size, error }) => [size, error.modelBps]),
          },
          {
            name: "model, fitted",
            colour: "#6a8f2a",
            dash: "6 4",
            points: (fitted?.bySize ?? []).map(({ size, error }) => [size, error.modelBps]),
          },
        ],
      };
    }),
  );
}
