import { FADER_FLOOR_DB } from "../../electron/contract/channel";

/** Linear factor of a fader position in dB; the floor and all below it is silence. */
export function gainOf(decibels: number): number {
  return decibels <= FADER_FLOOR_DB ? 0 : 10 ** (decibels / 20);
}
