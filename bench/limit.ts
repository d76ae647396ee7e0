import { spawn } from "node:child_process";
import { end } from "../e2e/peers/child";
import { type Contestant, hd, x264 } from "./contestant";

/** ffmpeg alone, from the screen to the server: less is hardly possible. */
export const limit: Contestant = {
  name: "ffmpeg x11grab (the limit)",
  size: hd,
  start(display, url) {
    const askedAt = Date.now();
    const child = spawn(
      "ffmpeg",
      [
        ...["-loglevel", "error", "-f", "x11grab", "-framerate", "30", "-video_size", "1280x720", "-draw_mouse", "0", "-i", display],
        ...["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-pix_fmt", "yuv420p", ...x264],
        ...["-c:a", "aac", "-b:a", "160k", "-shortest", "-f", "flv", url],
      ],
      { stdio: ["pipe", "ignore", "ignore"] },
    );
    if (child.pid === undefined) throw new Error("ffmpeg could not be started");
    return Promise.resolve({ pid: child.pid, askedAt, stop: () => end(child, "SIGKILL") });
  },
};
