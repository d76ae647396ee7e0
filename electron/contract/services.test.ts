import { describe, expect, it } from "vitest";
import { serverProblem } from "./address";
import { advice, serviceList, serviceOfServer, services } from "./services";
import { defaultSettings } from "./settings";

describe("the table", () => {
  it.each(serviceList.flatMap((service) => service.servers.map((server) => [service.id, server.url] as const)))(
    "%s has a server that can be used and is known again: %s",
    (id, url) => {
      expect(serverProblem(url)).toBeNull();
      expect(serviceOfServer(url)).toBe(id);
    },
  );

  it("sends keys encrypted wherever the service can take it by default", () => {
    for (const id of ["twitch", "youtube", "facebook", "kick"] as const) {
      expect(services[id].servers[0]?.url).toMatch(/^rtmps:/);
    }
  });

  it("opens key pages over https only", () => {
    for (const { keyPage } of serviceList) if (keyPage !== null) expect(keyPage).toMatch(/^https:\/\//);
  });
});

describe("a server's service", () => {
  it("does not depend on encryption, port, query or a last slash", () => {
    expect(serviceOfServer("rtmp://A.rtmps.youtube.com/live2/")).toBe("youtube");
    expect(serviceOfServer("rtmps://rtmp-api.facebook.com/rtmp/")).toBe("facebook");
  });

  it("is custom for anything else", () => {
    expect(serviceOfServer("rtmp://live.twitch.tv.example.org/app")).toBe("custom");
    expect(serviceOfServer("nonsense")).toBe("custom");
  });
});

describe("advice", () => {
  const { video, encoder } = defaultSettings;

  it("has nothing to say about the defaults where they fit", () => {
    for (const id of ["twitch", "youtube", "soop", "kick", "custom"] as const) {
      expect(advice({ video, encoder }, services[id])).toEqual([]);
    }
  });

  it("names each limit that is passed", () => {
    const said = advice(
      { video: { width: 1280, height: 720, fps: 60 }, encoder: { ...encoder, videoBitrate: 9000, audioBitrate: 320 } },
      services.chzzk,
    );
    expect(said).toEqual([
      "CHZZK takes at most 8000 kb/s of video; you have 9000.",
      "CHZZK takes at most 192 kb/s of sound; you have 320.",
      "CHZZK wants a keyframe every 1 s; you have one every 2 s.",
      "CHZZK is made for 1920×1080; you have 1280×720.",
    ]);
  });
});
