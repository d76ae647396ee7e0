import { FLASH_LENGTH, FLASH_PERIOD } from "../stage/flash";

const FREQUENCY = 1000;
/** −12 dBFS. */
const AMPLITUDE = 10 ** (-12 / 20);
/** The beep fades in and out in this many ms. */
const FADE = 1;

/** The sound of the test pattern: a beep of FLASH_LENGTH ms at every multiple of FLASH_PERIOD ms of Unix time. */
export class TestTone {
  /** Sample of the running beep, or -1 between beeps. */
  private position = -1;

  constructor(private readonly rate: number) {}

  /** Fills `into` with the sound that begins at Unix time `at` in ms. */
  fill(into: Float32Array, at: number): void {
    const length = Math.round((FLASH_LENGTH / 1000) * this.rate);
    const fade = Math.round((FADE / 1000) * this.rate);
    const start = Math.round(((Math.ceil(at / FLASH_PERIOD) * FLASH_PERIOD - at) / 1000) * this.rate);
    for (let i = 0; i < into.length; i++) {
      if (i === start) this.position = 0;
      if (this.position < 0) {
        into[i] = 0;
        continue;
      }
      const edge = Math.min(1, this.position / fade, (length - this.position) / fade);
      into[i] = AMPLITUDE * edge * Math.sin((2 * Math.PI * FREQUENCY * this.position) / this.rate);
      if (++this.position >= length) this.position = -1;
    }
  }
}
