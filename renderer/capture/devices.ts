/** A camera, microphone or output device as Chromium lists it. */
export interface Device {
  readonly deviceId: string;
  readonly label: string;
}

export interface Devices {
  readonly cameras: Device[];
  readonly microphones: Device[];
}

/** Chromium's names for "whatever the system prefers": the same devices again, so they are not listed. */
const aliases = new Set(["default", "communications"]);

function devicesOf(kind: MediaDeviceKind, all: readonly MediaDeviceInfo[]): Device[] {
  return all
    .filter((d) => d.kind === kind && !aliases.has(d.deviceId))
    .map((d) => ({ deviceId: d.deviceId, label: d.label }));
}

/** The cameras and microphones there are now. Labels and ids are empty until the permission is granted. */
export async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return { cameras: devicesOf("videoinput", all), microphones: devicesOf("audioinput", all) };
}

/** The devices that sound can be played on. Labels and ids are empty until a microphone is permitted. */
export async function listSpeakers(): Promise<Device[]> {
  return devicesOf("audiooutput", await navigator.mediaDevices.enumerateDevices());
}

/** Tells the devices now and whenever one is plugged in or out. Returns the function that ends the watching. */
export function watchDevices(listener: (devices: Devices) => void): () => void {
  let watching = true;
  let newest = 0;
  const tell = async (): Promise<void> => {
    const turn = ++newest;
    const devices = await listDevices();
    if (watching && turn === newest) listener(devices);
  };
  const changed = (): void => void tell();
  navigator.mediaDevices.addEventListener("devicechange", changed);
  changed();
  return () => {
    watching = false;
    navigator.mediaDevices.removeEventListener("devicechange", changed);
  };
}

/**
 * Finds a remembered device again: by its id, else by its label (ids change when the system's profile does).
 * A device with neither is "any": the first. Undefined when it is not there.
 */
export function findDevice(wanted: Device, devices: readonly Device[]): Device | undefined {
  if (wanted.deviceId === "" && wanted.label === "") return devices[0];
  return (
    devices.find((d) => wanted.deviceId !== "" && d.deviceId === wanted.deviceId) ??
    devices.find((d) => wanted.label !== "" && d.label === wanted.label)
  );
}
