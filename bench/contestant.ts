export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One way of streaming the screen, or a scene with it, started and stopped by the bench. */
export interface Contestant {
  readonly name: string;
  /** Size of the screen and of the program, in pixels. */
  readonly size: Size;
  /** Goes live to the server. Resolves with the process whose tree is measured and when (Unix ms) going live was asked for. */
  start(display: string, url: string): Promise<Running>;
}

export interface Running {
  readonly pid: number;
  readonly askedAt: number;
  stop(): Promise<void>;
}

export const hd: Size = { width: 1280, height: 720 };
export const fullHd: Size = { width: 1920, height: 1080 };

/** The encode all contestants make: x264 veryfast, CBR 3 Mb/s, keyframe every 2 s, High profile. */
export const x264 = [
  ...["-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-b:v", "3000k", "-maxrate", "3000k"],
  ...["-bufsize", "3000k", "-g", "60", "-x264-params", "nal-hrd=cbr:force-cfr=1:scenecut=0:keyint=60:min-keyint=60"],
];
