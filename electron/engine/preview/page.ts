import { createHash } from "node:crypto";
import { MASTER_PLAYLIST, PLAYER_SCRIPT } from "./route";

const STYLE = `
html, body { margin: 0; height: 100%; background: #0e1014; }
body { display: grid; place-items: center; font: 14px system-ui, sans-serif; color: #9aa3b2; }
video { grid-area: 1 / 1; width: 100%; height: 100%; background: none; }
p { grid-area: 1 / 1; }
`;

/** What a browser shows that opens the link. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tallylight: what viewers see</title>
<style>${STYLE}</style>
<p>Waiting for the stream…</p>
<video autoplay muted playsinline controls></video>
<script src="${PLAYER_SCRIPT}"></script>
</html>
`;

/** Content-Security-Policy of that page: its own script and style, and media from its own origin. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "connect-src 'self'",
  "media-src blob:",
  "worker-src blob:",
  "frame-ancestors 'none'",
].join("; ");

/** Begins to play, and begins anew after anything that the player could not get over by itself. */
const START = `
(function play() {
  const video = document.querySelector("video");
  const hls = new Hls({ lowLatencyMode: true, backBufferLength: 10, maxLiveSyncPlaybackRate: 1.5 });
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    hls.destroy();
    setTimeout(play, 1000);
  });
  hls.loadSource("${MASTER_PLAYLIST}");
  hls.attachMedia(video);
})();
`;

/** The script of that page: hls.js and the lines that start it. Read when somebody asks for it first. */
export async function playerScript(): Promise<string> {
  const { default: library } = await import("hls.js/dist/hls.light.min.js?raw");
  return `${library}\n${START}`;
}
