import { z } from "zod";

/** What a key can do, anywhere on the desktop where the platform allows it. */
export const HotkeyAction = z.discriminatedUnion("do", [
  z.object({ do: z.literal("scene"), scene: z.string() }),
  /** In studio mode: takes the preview to the program. */
  z.object({ do: z.literal("transition") }),
  z.object({ do: z.literal("mute"), channel: z.string() }),
  /** Heard only while the key is held. */
  z.object({ do: z.literal("push-to-talk"), channel: z.string() }),
  z.object({ do: z.literal("stream") }),
  z.object({ do: z.literal("record") }),
  z.object({ do: z.literal("replay") }),
]);
export type HotkeyAction = z.infer<typeof HotkeyAction>;

/** `keys` in Electron's accelerator syntax, such as "CommandOrControl+Shift+1". */
export const Hotkey = z.object({ keys: z.string().min(1), action: HotkeyAction });
export type Hotkey = z.infer<typeof Hotkey>;

/** Why a hotkey does not work everywhere: taken by another program, given twice here, or not known to the platform. */
export const HotkeyTrouble = z.object({ keys: z.string(), trouble: z.enum(["taken", "twice", "unknown", "window-only"]) });
export type HotkeyTrouble = z.infer<typeof HotkeyTrouble>;
