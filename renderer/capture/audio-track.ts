import { ProblemError } from "../../electron/contract/problem";
import type { AudioSource } from "../../electron/contract/source";
import { SAMPLE_RATE } from "../../electron/contract/video";
import { type Device, findDevice, listDevices } from "./devices";
import { mediaProblem } from "./media-problem";

/** A sound source that is a track, unlike the test tone. */
export type AudioTrackSource = Exclude<AudioSource, { kind: "test" }>;

/** A broadcast wants the sound as it is: nothing of Chromium's call processing. */
const untouched = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: { ideal: 2 },
  sampleRate: { ideal: SAMPLE_RATE },
} as const satisfies MediaTrackConstraints;

async function openInput(wanted: Device, kind: "microphone" | "desktop"): Promise<MediaStreamTrack> {
  const any = wanted.deviceId === "" && wanted.label === "";
  const { microphones } = await listDevices();
  const known = microphones.some((m) => m.deviceId !== "");
  // "Any" leaves the choice to the system, whose default may be another one than the first of the list.
  const found = known && !any ? findDevice(wanted, microphones) : wanted;
  if (found === undefined) throw new ProblemError({ code: "device-lost", subject: wanted.label });
  if (any && microphones.length === 0) throw new ProblemError({ code: "no-microphone" });
  const id = found.deviceId === "" ? {} : { deviceId: { exact: found.deviceId } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...untouched, ...id } });
    const [track] = stream.getAudioTracks();
    if (track !== undefined) return track;
  } catch (error) {
    throw new ProblemError(mediaProblem(error, kind, wanted.label));
  }
  throw new ProblemError({ code: "device-lost", subject: wanted.label });
}

/** Main answers this request without a picker, with the loopback of the system's sound (Windows, macOS). */
async function openLoopback(): Promise<MediaStreamTrack> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: untouched });
  } catch (error) {
    throw new ProblemError(mediaProblem(error, "desktop", ""));
  }
  for (const video of stream.getVideoTracks()) video.stop();
  const [track] = stream.getAudioTracks();
  if (track === undefined) throw new ProblemError({ code: "desktop-audio-unsupported" });
  return track;
}

async function openDesktopAudio(): Promise<MediaStreamTrack> {
  const { desktopAudio } = await window.tallylight.call("studio.info", undefined);
  switch (desktopAudio.way) {
    case "device":
      return openInput({ deviceId: "", label: desktopAudio.deviceLabel ?? "" }, "desktop");
    case "loopback":
      return openLoopback();
    case "none":
      throw new ProblemError({ code: "desktop-audio-unsupported" });
  }
}

/** Opens a microphone or the desktop sound. Rejects with a ProblemError. */
export function openAudioTrack(source: AudioTrackSource): Promise<MediaStreamTrack> {
  return source.kind === "microphone" ? openInput(source, "microphone") : openDesktopAudio();
}
