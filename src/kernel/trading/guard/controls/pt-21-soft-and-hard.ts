/**
 * PT-21: every limit has a level that warns and one that blocks. What is measured near a limit is counted and told once a
 * day (`note-controls.ts`), and never refused for that; what is beyond it is refused and counted.
 *
 * Source: controls.md, PT-21; ESMA 2024, review of calibration. Its report is made from the control book, by month.
 */
import type { GuardControl } from "../guard-control.ts";

export const softAndHard: GuardControl = {
  id: "PT-21",
  name: "Soft and hard blocks",
  purpose: "Warns before a limit binds, and counts how often each does, so that none is too wide or too tight unseen.",
  answers: ["ESMA 2024, calibration of pre-trade controls"],
  source: "controls.md, PT-21; a warning at four fifths of a limit is chosen",
  owner: "SUPERVISOR",
  action: "People are told once a UTC day; nothing is refused.",
  parameters: () => [],
  whyNoParameters: "It is carried out by the measured checks of the other controls.",
  checks: [],
};
