/** The five recommended sets of settings. Names: resolutions 65. */
export const profileNames = ["Observation", "Partial", "Coordination", "Autonomy", "Mainnet"] as const;
export type ProfileName = (typeof profileNames)[number];
