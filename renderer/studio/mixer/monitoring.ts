import type { Channel } from "../../../electron/contract/channel";

/** Where a channel is heard, in the words of its menus. */
export const monitorOptions: readonly { readonly value: Channel["monitor"]; readonly label: string }[] = [
  { value: "off", label: "Not heard here" },
  { value: "only", label: "Heard here only, not by viewers" },
  { value: "both", label: "Heard here and by viewers" },
];

/** The sound of this computer would come round again and again. */
export function mayBeMonitored({ input }: Channel): boolean {
  return input.kind !== "desktop";
}

export const NEVER_MONITORED = "The sound of this computer is heard here anyway.";
