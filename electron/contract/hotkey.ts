import { z } from "zod";

const inWindow = [
  z.object({ do: z.literal("scene"), scene: z.string() }),
  /** In studio mode: takes the prepared scene to the program. */
  z.object({ do: z.literal("transition") }),
  /** Mutes the channel, or lets it be heard again. */
  z.object({ do: z.literal("mute"), channel: z.string() }),
] as const;

/** What main asks of the window, where scenes and sounds are. */
export const StudioCommand = z.discriminatedUnion("do", [
  ...inWindow,
  /** A push-to-talk key went down or up. */
  z.object({ do: z.literal("talk"), channel: z.string(), held: z.boolean() }),
]);
export type StudioCommand = z.infer<typeof StudioCommand>;

/** What a key can do, anywhere on the desktop where the platform allows it. */
export const HotkeyAction = z.discriminatedUnion("do", [
  ...inWindow,
  /** Heard only while the key is held. */
  z.object({ do: z.literal("push-to-talk"), channel: z.string() }),
  z.object({ do: z.literal("stream") }),
  z.object({ do: z.literal("record") }),
  z.object({ do: z.literal("pause-recording") }),
  z.object({ do: z.literal("split-recording") }),
  z.object({ do: z.literal("mark-chapter") }),
  z.object({ do: z.literal("replay") }),
]);
export type HotkeyAction = z.infer<typeof HotkeyAction>;

/** `keys` in Electron's accelerator syntax, such as "CommandOrControl+Shift+1". */
export const Hotkey = z.object({ keys: z.string().min(1), action: HotkeyAction });
export type Hotkey = z.infer<typeof Hotkey>;

/**
 * Why a hotkey does not work everywhere: taken by another program, given twice here, not known to the platform, or heard
 * only while the window has the focus.
 */
export const HotkeyTrouble = z.object({ keys: z.string(), trouble: z.enum(["taken", "twice", "unknown", "window-only"]) });
export type HotkeyTrouble = z.infer<typeof HotkeyTrouble>;
