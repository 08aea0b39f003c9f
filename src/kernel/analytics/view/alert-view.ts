/** A warning as people read it, whoever gave it: the federation, the CEO's evaluation or the risk officer. */

/** Gravest first. Source: seed 000, "Alerts". */
export const alertGrades = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;

export type AlertRecord = {
  readonly atMs: number;
  readonly grade: (typeof alertGrades)[number];
  /** Who warns. */
  readonly from: string;
  readonly message: string;
};
