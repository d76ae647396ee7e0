/** Names of our PulseAudio sources begin like this; the process id of the run follows. */
const NAME = "tallylight_desktop_";

/** What Chromium shows as the input device's label. */
export const DESKTOP_LABEL = "Tallylight desktop sound";

/** Arguments of `pactl load-module` for a source that repeats what the sink `sink` plays, owned by the process `pid`. */
export function remapArguments(sink: string, pid: number): string[] {
  return [
    "load-module",
    "module-remap-source",
    `master=${sink}.monitor`,
    `source_name=${NAME}${pid}`,
    // Quoted twice: once for the module's arguments, once for the property list.
    `source_properties="device.description='${DESKTOP_LABEL}' device.icon_name=audio-card"`,
  ];
}

/** Modules in the output of `pactl list short modules` that runs left behind which are not `alive` any more. */
export function staleModules(list: string, alive: (pid: number) => boolean): string[] {
  return list.split("\n").flatMap((line) => {
    const [index, name, args] = line.split("\t");
    const pid = new RegExp(`source_name=${NAME}(\\d+)`).exec(args ?? "")?.[1];
    if (index === undefined || name !== "module-remap-source" || pid === undefined) return [];
    return alive(Number(pid)) ? [] : [index];
  });
}
