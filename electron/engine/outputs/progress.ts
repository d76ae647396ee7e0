/** Reads what ffmpeg prints with -progress: lines of name=value. Reports how many bytes the output has taken. */
export class ProgressReader {
  private readonly report: (bytes: number) => void;
  private rest = "";

  constructor(report: (bytes: number) => void) {
    this.report = report;
  }

  push(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      const bytes = /^total_size=(\d+)\s*$/.exec(line)?.[1];
      if (bytes !== undefined) this.report(Number(bytes));
    }
  }
}
