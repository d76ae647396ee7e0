/**
 * Which pictures a destination is owed, from the first that was meant for it on, and which of them it can get no more
 * because it was away. Pictures are told apart by their decoding time in ticks.
 */
export class PictureAccount {
  private owed: number[] = [];
  private begun = false;
  private count = 0;

  /** Pictures that came and went while it was away. */
  get lost(): number {
    return this.count;
  }

  /** A picture was encoded. */
  offered(dts: number): void {
    this.owed.push(dts);
  }

  /** A connection goes on with this picture. */
  begins(dts: number): void {
    this.forgotten(dts);
    this.begun = true;
  }

  /** This picture was left out because the network was too slow: that is counted elsewhere. */
  leftOut(dts: number): void {
    const at = this.owed.lastIndexOf(dts);
    if (at !== -1) this.owed.splice(at, 1);
  }

  /** All pictures up to this one have left. */
  delivered(dts: number): void {
    this.take((one) => one <= dts);
  }

  /** Pictures before this one can be sent no more. */
  forgotten(before: number): void {
    const gone = this.take((one) => one < before);
    if (this.begun) this.count += gone;
  }

  private take(matches: (dts: number) => boolean): number {
    const end = this.owed.findIndex((one) => !matches(one));
    return this.owed.splice(0, end === -1 ? this.owed.length : end).length;
  }
}
