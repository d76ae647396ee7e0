import type Hls from "hls.js";
import type { BufferCodecsData, ErrorData, FragBufferedData, HlsConfig } from "hls.js";
import workerPath from "hls.js/dist/hls.worker.js?url";
import { Progress, type PlayerPhase } from "./progress";
import { Delay, FrameRate, ReceivedRate, type ViewerNumbers } from "./viewer-numbers";

/** How often the player is looked at, ms. */
const LOOK = 250;

/** Pause before a player that failed is replaced, ms. */
const PAUSE = 1000;

/** Small buffers: the delay is what is looked at, and nobody seeks. Seconds. */
const CONFIG: Partial<HlsConfig> = {
  lowLatencyMode: true,
  workerPath,
  maxBufferLength: 8,
  maxMaxBufferLength: 16,
  backBufferLength: 4,
  maxLiveSyncPlaybackRate: 1.5,
  liveSyncOnStallIncrease: 0.2,
};

/** Beyond the aim by this much (seconds), it jumps instead of playing faster. */
const FAR_BEHIND = 2;

/** Plays one address in one video element, and begins anew whenever playing ends for whatever reason. */
export class Player {
  private readonly video: HTMLVideoElement;
  private readonly url: string;
  private readonly onLook: (phase: PlayerPhase, numbers: ViewerNumbers) => void;
  private readonly timer: ReturnType<typeof setInterval>;
  private hls: Hls | null = null;
  private progress: Progress;
  private restart: ReturnType<typeof setTimeout> | null = null;
  private closed = false;
  private rate = new FrameRate();
  private received = new ReceivedRate();
  private delay = new Delay();
  private codecs: readonly string[] = [];

  /** `onLook` is called four times a second. */
  constructor(video: HTMLVideoElement, url: string, onLook: (phase: PlayerPhase, numbers: ViewerNumbers) => void) {
    this.video = video;
    this.url = url;
    this.onLook = onLook;
    this.progress = new Progress(performance.now());
    this.timer = setInterval(() => this.look(), LOOK);
    video.addEventListener("seeked", this.onSeeked);
    void this.begin();
  }

  /** Ends loading and decoding; the video element is empty afterwards. */
  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    this.video.removeEventListener("seeked", this.onSeeked);
    this.end();
  }

  /** Pictures decoded on the way to the new position were not shown. */
  private readonly onSeeked = (): void => {
    this.rate = new FrameRate();
  };

  private async begin(): Promise<void> {
    const { default: Hls } = await import("hls.js/light");
    if (this.closed) return;
    this.rate = new FrameRate();
    this.received = new ReceivedRate();
    this.delay = new Delay();
    this.progress = new Progress(performance.now());
    const hls = new Hls(CONFIG);
    this.hls = hls;
    hls.on(Hls.Events.BUFFER_CODECS, (_, tracks) => this.takeCodecs(tracks));
    hls.on(Hls.Events.FRAG_BUFFERED, (_, buffered) => this.takeReceived(buffered));
    hls.on(Hls.Events.ERROR, (_, error) => this.takeError(error));
    hls.on(Hls.Events.LEVEL_UPDATED, (_, { details }) => {
      if (!details.live) this.again(); // the encode is over: wait for the next
    });
    hls.loadSource(this.url);
    hls.attachMedia(this.video);
  }

  private end(): void {
    if (this.restart !== null) clearTimeout(this.restart);
    this.restart = null;
    this.hls?.destroy();
    this.hls = null;
  }

  private again(): void {
    if (this.restart !== null) return;
    this.restart = setTimeout(() => {
      this.end();
      void this.begin();
    }, PAUSE);
  }

  private takeError(error: ErrorData): void {
    if (error.fatal) this.again();
  }

  private takeCodecs({ video, audio, audiovideo }: BufferCodecsData): void {
    this.codecs = [video, audio, audiovideo].flatMap((track) => track?.levelCodec ?? track?.codec ?? []);
  }

  private takeReceived({ stats, part, frag }: FragBufferedData): void {
    this.received.add(stats.loaded, part?.duration ?? frag.duration);
  }

  private look(): void {
    const now = performance.now();
    const { video, hls } = this;
    // As the engine tells times: by a clock that nobody sets while the app runs.
    if (hls?.playingDate) this.delay.add(now, (performance.timeOrigin + now - hls.playingDate.getTime()) / 1000);
    if (video.paused && video.readyState >= video.HAVE_CURRENT_DATA) {
      video.play().catch(() => undefined); // interrupted by a new load: tried again at the next look
    }
    video.requestVideoFrameCallback((_, { mediaTime }) => {
      this.rate.add(mediaTime, video.getVideoPlaybackQuality().totalVideoFrames);
    });
    this.catchUp();
    if (this.progress.hopeless(now)) {
      this.progress = new Progress(now);
      this.again();
    }
    this.onLook(this.progress.look(now, video.currentTime), this.numbers());
  }

  private catchUp(): void {
    const { hls, video } = this;
    const aim = hls?.liveSyncPosition ?? null;
    if (aim === null || video.seeking || aim - video.currentTime < FAR_BEHIND) return;
    const { buffered } = video;
    for (let n = 0; n < buffered.length; n += 1) {
      if (buffered.start(n) <= aim && aim < buffered.end(n)) video.currentTime = aim;
    }
  }

  private numbers(): ViewerNumbers {
    const { videoWidth, videoHeight } = this.video;
    return {
      behind: this.delay.seconds,
      width: videoWidth || null,
      height: videoHeight || null,
      fps: this.rate.fps,
      bitrate: this.received.bitrate,
      codecs: this.codecs,
    };
  }
}
