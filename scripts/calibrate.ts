/**
 * `npm run calibrate [recording]`: the bar-level cost model against the walk of a recorded book, and makers against the queue.
 *
 * Fits half spread and factor on the first half of the session, judges them on the second, and writes its section of
 * docs/cost-model.md with a picture. Without an argument it reads the collected recording beside the repository.
 */
import { seconds } from "../src/kernel/units/units.ts";
import { calibrate } from "./depth-study/calibration.ts";
import { calibrationText } from "./depth-study/calibration-text.ts";
import { costPicture } from "./depth-study/cost-picture.ts";
import { writePicture, writeSection } from "./depth-study/cost-page.ts";
import { studyMakers } from "./depth-study/maker-study.ts";
import { loadSession } from "./depth-study/session.ts";

const session = await loadSession(process.argv[2]);
const calibrations = [seconds(1), seconds(5)].map((interval) => calibrate(session, interval));
const makers = [0.01, 0.5, 2].map((size) => ({
  size,
  study: studyMakers(session, Math.round(size / session.grid.lotSize)),
}));
const text = calibrationText(session, calibrations, makers);
writePicture("cost-model.svg", costPicture(session, calibrations));
writeSection("calibration", text);
process.stdout.write(`${text}\nwritten: docs/cost-model.md, docs/images/cost-model.svg\n`);
