/** How fast fund time passes against the wall clock, over the last few seconds. */
const windowMs = 6_000;

export type Pace = {
  /** Takes a moment in and says the pace in words. */
  readonly after: (fundMs: number, wallMs: number) => string;
};

export function createPace(): Pace {
  const moments: { readonly fundMs: number; readonly wallMs: number }[] = [];
  return {
    after: (fundMs, wallMs) => {
      moments.push({ fundMs, wallMs });
      while (moments.length > 2 && wallMs - (moments[0]?.wallMs ?? wallMs) > windowMs) moments.shift();
      const [first] = moments;
      if (first === undefined || wallMs - first.wallMs < 1_000) return "–";
      const pace = (fundMs - first.fundMs) / (wallMs - first.wallMs);
      if (pace < 0.01) return "standing";
      return pace < 10 ? `×${pace.toFixed(1)}` : `×${Math.round(pace).toLocaleString("en-US")}`;
    },
  };
}
