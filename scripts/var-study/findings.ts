/** What the study of estimators found, in words; renewed by hand when the numbers change. */
export const findings = "";
