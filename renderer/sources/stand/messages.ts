import type { KindSettings } from "../../../electron/contract/filter";
import type { Size } from "../../stage/fit";

/** Page → worker of the stand. */
export type WorkerOrder =
  | { readonly type: "open"; readonly kind: string; readonly settings: KindSettings }
  | { readonly type: "fed"; readonly message: unknown }
  | { readonly type: "look"; readonly id: number; readonly at: number; readonly spots: readonly (readonly [number, number])[] }
  | { readonly type: "close"; readonly id: number };

/** What a picture shows at a moment: Y, U, V and alpha at the spots asked for. */
export interface Look {
  readonly type: "look";
  readonly id: number;
  readonly version: number;
  readonly size: Size;
  readonly layer: Size | null;
  readonly opaque: boolean;
  readonly spots: readonly (readonly [number, number, number, number])[];
  /** Bytes of the stage's memory in use. */
  readonly used: number;
}

export type WorkerReport = Look | { readonly type: "said"; readonly message: unknown };
