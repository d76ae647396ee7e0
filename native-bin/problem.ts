/** What can be wrong with ffmpeg itself, in the shape of the contract's Problem. */
export interface FfmpegProblem {
  readonly code: "ffmpeg-missing" | "ffmpeg-too-old" | "ffmpeg-lacks-feature";
  readonly subject: string;
  readonly detail?: string;
}

export class FfmpegError extends Error {
  readonly problem: FfmpegProblem;

  constructor(problem: FfmpegProblem) {
    super(`${problem.code}: ${problem.subject}`);
    this.name = "FfmpegError";
    this.problem = problem;
  }
}
