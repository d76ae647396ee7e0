import type { Problem } from "../contract/problem";
import { explain } from "../contract/words";
import type { Log } from "./log";
import { redactProblem } from "./redact-status";
import type { Redactor } from "./redact";

export interface ProblemsHost {
  log: Log;
  redactor: Redactor;
  /** Whether somebody at a terminal waits for what comes of this run. */
  terminal: boolean;
  /** Tells the page, which listens. */
  page(problem: Problem): void;
}

/** Tells everyone of problems: the log, the window as soon as its page listens, and the terminal of a run started from one. */
export class Problems {
  private listening = false;
  /** What the page is told when it begins to listen. */
  private notices: Problem[] = [];
  private readonly told = new WeakSet<Problem>();

  constructor(private readonly host: ProblemsHost) {}

  tell(given: Problem): void {
    // One missing ffmpeg refuses everything that is tried, and is still one problem.
    if (this.told.has(given)) return;
    this.told.add(given);
    const { log, redactor, terminal, page } = this.host;
    const problem = redactProblem(given, redactor);
    const { what, todo } = explain(problem);
    log.say("warn", `${problem.code}: ${what}${problem.detail === undefined ? "" : ` (${problem.detail})`}`);
    if (terminal) this.print(`${what} ${todo}`);
    if (this.listening) page(problem);
    else this.notices.push(problem);
  }

  /** A line for the terminal. */
  print(text: string): void {
    process.stderr.write(`tallylight: ${this.host.redactor.redact(text)}\n`);
  }

  get pageListens(): boolean {
    return this.listening;
  }

  /** The page listens from now on; answers what there was to tell before. */
  pageBegins(): Problem[] {
    this.listening = true;
    return this.notices;
  }

  /** It is loaded again or crashed: the next is not told what this one was. */
  pageEnds(): void {
    if (this.listening) this.notices = [];
    this.listening = false;
  }
}
