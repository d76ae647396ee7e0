import { z } from "zod";
import type { EncoderSettings } from "./encoder";
import type { VideoFormat } from "./video";

/** The ingest services offered by name; anything else is "custom". */
export const ServiceId = z.enum(["twitch", "youtube", "chzzk", "soop", "facebook", "kick", "custom"]);
export type ServiceId = z.infer<typeof ServiceId>;

/** What a service takes at most; null where it sets no limit. Bitrates in kb/s, keyframe interval in seconds. */
interface ServiceLimits {
  readonly videoBitrate: number | null;
  readonly audioBitrate: number | null;
  readonly keyframeInterval: number | null;
  readonly fps: number | null;
  /** Picture sizes it takes; null for any. */
  readonly sizes: readonly (readonly [width: number, height: number])[] | null;
}

interface ServiceServer {
  readonly name: string;
  /** rtmp(s) address without the stream key. */
  readonly url: string;
}

export interface Service {
  readonly id: ServiceId;
  readonly name: string;
  /** The first is the default; empty for custom. */
  readonly servers: readonly ServiceServer[];
  /** Where a person finds the stream key. */
  readonly keyPage: string | null;
  readonly limits: ServiceLimits;
}

const noLimits: ServiceLimits = {
  videoBitrate: null,
  audioBitrate: null,
  keyframeInterval: null,
  fps: null,
  sizes: null,
};

/** Twitch's points of presence; the address is rtmp://live-<code>.twitch.tv/app. */
const twitchPlaces: readonly (readonly [place: string, code: string])[] = [
  ["Amsterdam", "ams"],
  ["Ashburn, Virginia", "iad"],
  ["Atlanta", "atl"],
  ["Berlin", "ber"],
  ["Medellín", "mde"],
  ["Argentina (Buenos Aires)", "eze"],
  ["Chicago", "ord"],
  ["Copenhagen", "cph"],
  ["Dallas", "dfw"],
  ["Denver", "den"],
  ["Frankfurt", "fra"],
  ["Helsinki", "hel"],
  ["Hong Kong", "hkg"],
  ["Houston", "hou"],
  ["Lima", "lim"],
  ["Lisbon", "lis"],
  ["London", "lhr"],
  ["Los Angeles", "lax"],
  ["Madrid", "mad"],
  ["Marseille", "mrs"],
  ["Mexico City", "qro"],
  ["Miami", "mia"],
  ["Milan", "mil"],
  ["Montreal", "ymq"],
  ["New York", "jfk"],
  ["Oslo", "osl"],
  ["Paris", "cdg"],
  ["Phoenix", "phx"],
  ["Portland, Oregon", "pdx"],
  ["Prague", "prg"],
  ["Rio de Janeiro", "rio"],
  ["Salt Lake City", "slc"],
  ["San Francisco", "sfo"],
  ["San Jose", "sjc"],
  ["Santiago, Chile", "scl"],
  ["São Paulo", "sao"],
  ["Seattle", "sea"],
  ["Seoul", "sel"],
  ["Singapore", "sin"],
  ["Stockholm", "arn"],
  ["Sydney", "syd"],
  ["Taipei", "tpe"],
  ["Tokyo", "tyo"],
  ["Toronto", "yto"],
  ["Vienna", "vie"],
  ["Warsaw", "waw"],
];

/** Every service by its id. Addresses and limits as the services publish them. */
export const services: Readonly<Record<ServiceId, Service>> = {
  twitch: {
    id: "twitch",
    name: "Twitch",
    servers: [
      { name: "Automatic (nearest, encrypted)", url: "rtmps://ingest.global-contribute.live-video.net:443/app" },
      { name: "Automatic (nearest)", url: "rtmp://live.twitch.tv/app" },
      ...twitchPlaces.map(([name, code]) => ({ name, url: `rtmp://live-${code}.twitch.tv/app` })),
    ],
    keyPage: "https://dashboard.twitch.tv/settings/stream",
    limits: { ...noLimits, videoBitrate: 6000, audioBitrate: 320, keyframeInterval: 2, fps: 60 },
  },
  youtube: {
    id: "youtube",
    name: "YouTube",
    servers: [
      { name: "Primary (encrypted)", url: "rtmps://a.rtmps.youtube.com:443/live2" },
      { name: "Backup (encrypted)", url: "rtmps://b.rtmps.youtube.com:443/live2?backup=1" },
      { name: "Primary", url: "rtmp://a.rtmp.youtube.com/live2" },
      { name: "Backup", url: "rtmp://b.rtmp.youtube.com/live2?backup=1" },
    ],
    keyPage: "https://www.youtube.com/live_dashboard",
    limits: { ...noLimits, videoBitrate: 51_000, audioBitrate: 160, keyframeInterval: 2, fps: 60 },
  },
  chzzk: {
    id: "chzzk",
    name: "CHZZK",
    servers: [{ name: "Worldwide", url: "rtmp://global-rtmp.lip2.navercorp.com:8080/relay" }],
    keyPage: "https://studio.chzzk.naver.com/setting",
    limits: { videoBitrate: 8000, audioBitrate: 192, keyframeInterval: 1, fps: 60, sizes: [[1920, 1080]] },
  },
  soop: {
    id: "soop",
    name: "SOOP",
    servers: [
      { name: "Korea", url: "rtmp://stream.sooplive.co.kr/app" },
      { name: "Worldwide", url: "rtmp://global-stream.sooplive.com/app" },
      { name: "Brazil", url: "rtmp://rtmp-brz.sooplive.co.kr/app" },
      { name: "Singapore", url: "rtmp://rtmp-sgp.sooplive.co.kr/app" },
      { name: "United Kingdom", url: "rtmp://rtmp-uk.sooplive.co.kr/app" },
      { name: "US East", url: "rtmp://rtmp-esu.sooplive.co.kr/app" },
      { name: "US West", url: "rtmp://rtmp-wsu.sooplive.co.kr/app" },
    ],
    keyPage: "https://www.sooplive.com/dashboard",
    limits: { ...noLimits, videoBitrate: 8000, audioBitrate: 192, keyframeInterval: 2, fps: 60 },
  },
  facebook: {
    id: "facebook",
    name: "Facebook Live",
    servers: [{ name: "Worldwide", url: "rtmps://rtmp-api.facebook.com:443/rtmp" }],
    keyPage: "https://www.facebook.com/live/producer",
    limits: {
      videoBitrate: 9000,
      audioBitrate: 128,
      keyframeInterval: 2,
      fps: 60,
      sizes: [
        [1920, 1080],
        [1280, 720],
        [852, 480],
        [640, 360],
      ],
    },
  },
  kick: {
    id: "kick",
    name: "Kick",
    servers: [{ name: "Worldwide", url: "rtmps://fa723fc1b171.global-contribute.live-video.net:443/app" }],
    keyPage: "https://dashboard.kick.com/channel/stream",
    limits: { ...noLimits, videoBitrate: 8000, audioBitrate: 160, keyframeInterval: 2, fps: 60 },
  },
  custom: { id: "custom", name: "Custom server", servers: [], keyPage: null, limits: noLimits },
};

/** The services in the order they are offered. */
export const serviceList: readonly Service[] = ServiceId.options.map((id) => services[id]);

/** The service whose server this address is, "custom" when none. Encryption, port, query and a final slash do not matter. */
export function serviceOfServer(url: string): ServiceId {
  const place = placeOf(url);
  if (place === null) return "custom";
  return serviceList.find((service) => service.servers.some((server) => placeOf(server.url) === place))?.id ?? "custom";
}

function placeOf(url: string): string | null {
  const match = /^rtmps?:\/\/([^/:?]+)(?::\d+)?\/([^?]*?)\/?(?:\?.*)?$/i.exec(url);
  return match === null ? null : `${String(match[1]).toLowerCase()}/${match[2]}`;
}

/** What in these settings goes beyond what the service takes, as short sentences; empty when all is well. */
export function advice(settings: { video: VideoFormat; encoder: EncoderSettings }, service: Service): string[] {
  const { limits, name } = service;
  const { video, encoder } = settings;
  const said: string[] = [];
  if (limits.videoBitrate !== null && encoder.videoBitrate > limits.videoBitrate) {
    said.push(`${name} takes at most ${limits.videoBitrate} kb/s of video; you have ${encoder.videoBitrate}.`);
  }
  if (limits.audioBitrate !== null && encoder.audioBitrate > limits.audioBitrate) {
    said.push(`${name} takes at most ${limits.audioBitrate} kb/s of sound; you have ${encoder.audioBitrate}.`);
  }
  if (limits.keyframeInterval !== null && encoder.keyframeInterval > limits.keyframeInterval) {
    said.push(`${name} wants a keyframe every ${limits.keyframeInterval} s; you have one every ${encoder.keyframeInterval} s.`);
  }
  if (limits.fps !== null && video.fps > limits.fps) {
    said.push(`${name} takes at most ${limits.fps} frames per second; you have ${video.fps}.`);
  }
  if (limits.sizes !== null && !limits.sizes.some(([w, h]) => w === video.width && h === video.height)) {
    const sizes = limits.sizes.map(([w, h]) => `${w}×${h}`).join(", ");
    said.push(`${name} is made for ${sizes}; you have ${video.width}×${video.height}.`);
  }
  return said;
}
