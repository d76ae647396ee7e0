import { ProblemError } from "../../electron/contract/problem";
import type { VideoSource } from "../../electron/contract/source";
import type { VideoFormat } from "../../electron/contract/video";
import { findDevice, listDevices } from "./devices";
import { goneProblem, mediaProblem } from "./media-problem";
import { findTarget, listTargets } from "./targets";

/** A source that is a track, unlike the test pattern. */
export type TrackSource = Exclude<VideoSource, { kind: "test" }>;

/** Chromium's constraints for a screen or window, which need neither a picker nor a user gesture. */
interface DesktopConstraints {
  mandatory: {
    chromeMediaSource: "desktop";
    chromeMediaSourceId: string;
    maxWidth: number;
    maxHeight: number;
    minFrameRate: number;
    maxFrameRate: number;
  };
}

/** A track, and of a screen or window the id it is captured by. */
export interface OpenedVideo {
  readonly track: MediaStreamTrack;
  readonly targetId: string | null;
}

async function firstVideoTrack(
  constraints: MediaStreamConstraints,
  source: TrackSource,
): Promise<MediaStreamTrack> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    throw new ProblemError(mediaProblem(error, source.kind, source.label));
  }
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new ProblemError(goneProblem(source.kind, source.label));
  return track;
}

async function openCamera(
  source: Extract<VideoSource, { kind: "camera" }>,
  format: VideoFormat,
): Promise<MediaStreamTrack> {
  const any = source.deviceId === "" && source.label === "";
  const { cameras } = await listDevices();
  const known = cameras.some((c) => c.deviceId !== "");
  const found = known ? findDevice(source, cameras) : source;
  if (found === undefined) {
    throw new ProblemError({
      code: cameras.length === 0 && any ? "no-camera" : "device-lost",
      ...(any ? {} : { subject: source.label }),
    });
  }
  return firstVideoTrack(
    {
      video: {
        ...(found.deviceId === "" ? {} : { deviceId: { exact: found.deviceId } }),
        width: { ideal: format.width },
        height: { ideal: format.height },
        frameRate: { ideal: format.fps },
      },
    },
    source,
  );
}

/**
 * Chromium waits a whole period between two captures and then drops what comes a little early, so a screen captured at
 * the program's rate, or at a small multiple of it, is now and then too late for a picture (measured: 4 to 11 % of all).
 * A little more than twice the rate has a new one for each.
 */
const OVERSAMPLING = 2.2;

/** Captures a second, at most: more would cost a fast program's machine more than they give. */
const MAX_CAPTURES = 72;

async function openDesktop(
  source: Extract<VideoSource, { kind: "screen" | "window" }>,
  format: VideoFormat,
  before: string | null,
): Promise<OpenedVideo> {
  const targets = await listTargets();
  // When a screen is unplugged the others change their names, and may take over its own.
  const again = source.kind === "screen" && before !== null;
  const target = again ? targets.find(({ sourceId }) => sourceId === before) : findTarget(source, targets);
  if (target === undefined) throw new ProblemError(goneProblem(source.kind, source.label));
  const rate = Math.min(format.fps * OVERSAMPLING, MAX_CAPTURES);
  const video: DesktopConstraints = {
    mandatory: {
      chromeMediaSource: "desktop",
      chromeMediaSourceId: target.sourceId,
      maxWidth: format.width,
      maxHeight: format.height,
      minFrameRate: rate,
      maxFrameRate: rate,
    },
  };
  const track = await firstVideoTrack({ audio: false, video: video as unknown as MediaTrackConstraints }, source);
  return { track, targetId: target.sourceId };
}

/**
 * Opens a camera, screen or window for a program of `format`: no larger or faster than that is captured (a camera
 * gives the nearest it has). A screen that was captured `before`, by that id, is not taken for another. Rejects with a
 * ProblemError.
 */
export async function openVideoTrack(source: TrackSource, format: VideoFormat, before: string | null): Promise<OpenedVideo> {
  if (source.kind !== "camera") return openDesktop(source, format, before);
  return { track: await openCamera(source, format), targetId: null };
}
