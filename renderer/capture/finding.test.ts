import { describe, expect, it } from "vitest";
import { findDevice } from "./devices";
import { mediaProblem } from "./media-problem";
import { findTarget } from "./targets";

describe("finding a device again", () => {
  const devices = [
    { deviceId: "a", label: "Front" },
    { deviceId: "b", label: "Back" },
  ];
  it.each([
    [{ deviceId: "b", label: "Back" }, "b"],
    [{ deviceId: "b", label: "renamed" }, "b"],
    [{ deviceId: "other profile", label: "Front" }, "a"],
    [{ deviceId: "", label: "Back" }, "b"],
    [{ deviceId: "", label: "" }, "a"],
    [{ deviceId: "gone", label: "gone" }, undefined],
    [{ deviceId: "gone", label: "" }, undefined],
  ])("%o", (wanted, found) => {
    expect(findDevice(wanted, devices)?.deviceId).toBe(found);
  });
});

describe("finding a screen or window again", () => {
  const targets = [
    { kind: "screen", sourceId: "screen:0", label: "Entire screen" },
    { kind: "window", sourceId: "window:1", label: "Notes – Editor" },
    { kind: "window", sourceId: "window:2", label: "Mail" },
  ] as const;
  it.each([
    [{ kind: "screen", sourceId: "", label: "" }, "screen:0"],
    [{ kind: "window", sourceId: "", label: "" }, "window:1"],
    [{ kind: "window", sourceId: "window:2", label: "Mail" }, "window:2"],
    // The ids were given out anew: the title tells.
    [{ kind: "window", sourceId: "window:1", label: "Mail" }, "window:2"],
    // The window has another title now.
    [{ kind: "window", sourceId: "window:2", label: "Mail (3)" }, "window:2"],
    [{ kind: "window", sourceId: "", label: "editor" }, "window:1"],
    [{ kind: "window", sourceId: "window:9", label: "gone" }, undefined],
    [{ kind: "screen", sourceId: "window:2", label: "" }, undefined],
  ] as const)("%o", (wanted, found) => {
    expect(findTarget(wanted, targets)?.sourceId).toBe(found);
  });
});

describe("what an error of getUserMedia means", () => {
  it.each([
    ["NotAllowedError", "camera", "permission-denied"],
    ["NotFoundError", "camera", "no-camera"],
    ["NotFoundError", "microphone", "no-microphone"],
    ["NotReadableError", "camera", "device-busy"],
    ["NotReadableError", "window", "window-gone"],
    ["AbortError", "screen", "no-screen"],
    ["OverconstrainedError", "microphone", "device-lost"],
    ["NotSupportedError", "desktop", "desktop-audio-unsupported"],
    ["SomethingNew", "camera", "internal"],
  ] as const)("%s of a %s", (name, kind, code) => {
    expect(mediaProblem(new DOMException("why", name), kind, "Front")).toEqual({
      ...{ code, subject: "Front", detail: `${name}: why` },
    });
  });
});
