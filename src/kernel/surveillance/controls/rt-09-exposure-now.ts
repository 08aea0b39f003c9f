/** RT-09: what the positions say is held is what the ledger says is held, at every close and tick. Source: controls.md, RT-09. */
import { isNewsOf, type RealTimeControl } from "../real-time-control.ts";

export const exposureNow: RealTimeControl = {
  id: "RT-09",
  name: "Exposure now",
  purpose: "Keeps exposure from being counted on books that disagree with themselves.",
  answers: ["RTS 6 Art. 17(4)"],
  source: "controls.md, RT-09: long, short, gross, net and leverage are counted anew at every event",
  owner: "CRO",
  action: "A critical alert; exposure of positions, working and unknown orders is counted from nothing at every event.",
  level: "critical",
  parameters: () => [],
  looks: (instruments, { memory }) =>
    instruments.map(({ symbol, heldQuantity, bookedQuantity, lotSize }) => {
      const agrees = Math.abs(heldQuantity - bookedQuantity) <= lotSize / 2;
      const refusal = agrees ? undefined : `positions hold ${heldQuantity} ${symbol}, the ledger ${bookedQuantity}`;
      return { refusal, symbol, isNews: isNewsOf(memory.standing, `RT-09 ${symbol}`, !agrees) };
    }),
};
