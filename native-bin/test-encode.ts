import { invokeFfmpeg } from "./invoke";

export type EncoderId = "x264" | "nvenc" | "qsv" | "amf" | "videotoolbox" | "vaapi";

interface Way {
  /** ffmpeg's name of the encoder. */
  readonly codec: string;
  /** Arguments before the input. */
  readonly device: readonly string[];
  /** Arguments between input and output: how the picture reaches it, and the constant bitrate a broadcast asks for. */
  readonly encode: readonly string[];
}

const rate = ["-b:v", "2000k", "-maxrate", "2000k", "-bufsize", "2000k"];

/** Every H.264 encoder that may be offered, driven the way a broadcast drives it. */
const WAYS: Readonly<Record<EncoderId, Way>> = {
  x264: { codec: "libx264", device: [], encode: ["-preset", "veryfast", ...rate] },
  nvenc: { codec: "h264_nvenc", device: [], encode: ["-rc", "cbr", ...rate] },
  qsv: { codec: "h264_qsv", device: [], encode: ["-pix_fmt", "nv12", ...rate] },
  amf: { codec: "h264_amf", device: [], encode: ["-rc", "cbr", ...rate] },
  videotoolbox: { codec: "h264_videotoolbox", device: [], encode: ["-realtime", "1", ...rate] },
  vaapi: {
    codec: "h264_vaapi",
    device: ["-vaapi_device", "/dev/dri/renderD128"],
    encode: ["-vf", "format=nv12,hwupload", "-rc_mode", "CBR", ...rate],
  },
};

const WIDTH = 640;
const HEIGHT = 360;
const LIMIT_MS = 10_000;
/** Test encodes at a time: a graphics driver that is being woken up by several at once may refuse them all. */
const PARALLEL = 2;

/** Encodes one grey frame for real. True when H.264 came out (Annex B of ITU-T H.264: a start code leads). */
export async function passesTestEncode(path: string, id: EncoderId): Promise<boolean> {
  const { codec, device, encode } = WAYS[id];
  const input = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", `${WIDTH}x${HEIGHT}`, "-framerate", "30", "-i", "pipe:0"];
  const args = ["-hide_banner", "-loglevel", "error", ...device, ...input, "-frames:v", "1", "-c:v", codec, "-profile:v", "high"];
  const frame = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128);
  const outcome = await invokeFfmpeg(path, [...args, ...encode, "-f", "h264", "pipe:1"], LIMIT_MS, frame);
  return outcome.code === 0 && /^(00)?000001/.test(outcome.stdout.subarray(0, 4).toString("hex"));
}

/** Which encoders work on this machine, out of those compiled in (`codecs`: ffmpeg's names). */
export async function workingEncoders(path: string, codecs: readonly string[]): Promise<EncoderId[]> {
  const candidates = (Object.keys(WAYS) as EncoderId[]).filter((id) => codecs.includes(WAYS[id].codec));
  const working = new Set<EncoderId>();
  const waiting = candidates.values();
  const lane = async () => {
    for (const id of waiting) if (await passesTestEncode(path, id)) working.add(id);
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return candidates.filter((id) => working.has(id));
}
