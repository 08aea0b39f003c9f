/** What AI-HFOS asks for in an emergency. Source: origin-facts 8.5, as far as an authority here can carry it out. */
export const emergencyActions = ["CLOSE_ALL_POSITIONS", "REDUCE_ALL_POSITIONS", "PAUSE_NEW_TRADES"] as const;

export type EmergencyAction = {
  readonly action: (typeof emergencyActions)[number];
  /** The same words as long as its cause stands. */
  readonly reason: string;
  /** The authority it takes effect through. */
  readonly through: string;
};
