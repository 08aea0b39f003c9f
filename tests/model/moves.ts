/** Every move of the authority model. */
import { marketMoves } from "./market-moves.ts";
import type { Move } from "./move.ts";
import { operatorMoves } from "./operator-moves.ts";

export const moves: readonly Move[] = [...marketMoves, ...operatorMoves];
