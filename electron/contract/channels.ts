import { z } from "zod";
import { Collection, CollectionName, OpenCollection } from "./collection";
import { Launch } from "./commandline";
import { Destination, DestinationSecrets } from "./destination";
import { Hotkey, HotkeyTrouble, StudioCommand } from "./hotkey";
import { Problem } from "./problem";
import { Settings } from "./settings";
import { CaptureTarget } from "./source";
import { EngineStatus } from "./status";
import { Permissions, StudioInfo } from "./studio";

const Nothing = z.undefined();
const Bytes = z.instanceof(Uint8Array<ArrayBuffer>);

/** The largest file that file.read gives, in bytes. */
export const MAX_FILE = 64 * 1024 * 1024;

/** What most actions answer: null when done, or the Problem that refused them. */
const Outcome = Problem.nullable();

/**
 * The one table of all window ↔ main traffic. Preload builds its bridge and main its handlers from it, so the two
 * cannot drift; main validates every request, preload every reply.
 */
export const calls = {
  "studio.info": { request: Nothing, reply: StudioInfo },
  "studio.launch": { request: Nothing, reply: Launch },
  "settings.read": { request: Nothing, reply: Settings },
  /** All but `collection`, which main keeps. */
  "settings.write": { request: Settings, reply: Outcome },
  "collection.read": { request: Nothing, reply: OpenCollection },
  /** Keeps the open collection as the window has edited it. One that is not open any more is kept too, if it is there. */
  "collection.write": { request: Collection, reply: Outcome },
  "collection.open": { request: CollectionName, reply: Outcome },
  /** A new one with an empty scene, and opens it. */
  "collection.create": { request: CollectionName, reply: Outcome },
  "collection.rename": { request: z.object({ from: CollectionName, to: CollectionName }), reply: Outcome },
  /** Copies it, and opens the copy. */
  "collection.duplicate": { request: z.object({ from: CollectionName, to: CollectionName }), reply: Outcome },
  /** Lays it aside; of the open one another takes the place. The last one stays. */
  "collection.remove": { request: CollectionName, reply: Outcome },
  /** Brings back what was removed last under this name, and opens it where `open`. */
  "collection.restore": { request: z.object({ name: CollectionName, open: z.boolean() }), reply: Outcome },
  /** Which of these would not work everywhere, and why. Those of scenes and channels that are not open never conflict. */
  "hotkeys.check": { request: z.array(Hotkey), reply: z.array(HotkeyTrouble) },
  /** While true no hotkey acts: a person is pressing the keys of one to set it. */
  "hotkeys.pause": { request: z.boolean(), reply: Nothing },
  /** The window has sent all that was waiting to be written, see studio.quitting. */
  "studio.flushed": { request: Nothing, reply: Nothing },
  "capture.targets": { request: Nothing, reply: z.array(CaptureTarget) },
  /** The ids of the screens there are, without thumbnails; null where to look means to ask the person (Wayland). */
  "capture.screens": { request: Nothing, reply: z.array(z.string()).nullable() },
  "permissions.read": { request: Nothing, reply: Permissions },
  "permissions.ask": { request: z.enum(["camera", "microphone"]), reply: Permissions },
  "permissions.openSettings": { request: z.enum(["camera", "microphone", "screen"]), reply: Nothing },
  "stream.start": { request: Nothing, reply: Outcome },
  "stream.stop": { request: z.object({ cut: z.boolean() }), reply: Outcome },
  "rehearsal.set": { request: z.boolean(), reply: Outcome },
  "recording.start": { request: Nothing, reply: Outcome },
  "recording.stop": { request: Nothing, reply: Outcome },
  /** Leaves out of the recording what comes, until false. */
  "recording.pause": { request: z.boolean(), reply: Outcome },
  /** Goes on in a new file from the next keyframe on; no picture and no sound is lost. */
  "recording.split": { request: Nothing, reply: Outcome },
  /** Writes the last seconds to a file; answered when it is whole. */
  "replay.save": { request: Nothing, reply: Outcome },
  /** A chapter begins with the newest picture. */
  "recording.chapter": { request: Nothing, reply: Outcome },
  "recording.chooseFolder": { request: Nothing, reply: z.string().nullable() },
  "recording.reveal": { request: z.string(), reply: Nothing },
  /** Saves the destination, and its secrets where given (absent fields keep what is stored); takes effect live. */
  "destination.save": {
    request: z.object({ destination: Destination, secrets: DestinationSecrets, sessionOnly: z.boolean() }),
    reply: Outcome,
  },
  "destination.remove": { request: z.string(), reply: Outcome },
  "destination.retry": { request: z.string(), reply: Outcome },
  /** Which secrets are stored, never the secrets. */
  "destination.secretsHeld": {
    request: z.string(),
    reply: z.object({ streamKey: z.boolean(), passphrase: z.boolean(), streamId: z.boolean() }),
  },
  /** Opens a page of a service (key page) in the system's browser; only addresses of the services table. */
  "service.openKeyPage": { request: z.string(), reply: Nothing },
  /**
   * What is in a file for a source or filter: an absolute path that stands in the collection or that file.choose gave in this run.
   * Regular files up to MAX_FILE bytes.
   */
  "file.read": { request: z.string(), reply: z.union([z.object({ bytes: Bytes }), z.object({ problem: Problem })]) },
  /** Asks a person; none when they think better of it. Extensions without dots, none for every file. */
  "file.choose": { request: z.object({ extensions: z.array(z.string()), several: z.boolean() }), reply: z.array(z.string()) },
  /** From now on file.changed is said of this path, until as many file.unwatch have come. It need not exist yet. */
  "file.watch": { request: z.string(), reply: Nothing },
  "file.unwatch": { request: z.string(), reply: Nothing },
  "preview.copyLink": { request: Nothing, reply: Nothing },
  /** Versions, settings without secrets and the last lines of the log, onto the clipboard. */
  "diagnostics.copy": { request: Nothing, reply: Nothing },
  "log.report": { request: z.object({ level: z.enum(["info", "warn", "error"]), text: z.string() }), reply: Nothing },
} as const;

/** What main tells the window without being asked. */
export const notices = {
  "engine.status": EngineStatus,
  "settings.changed": Settings,
  /** Another collection is open, it has another name, or others came or went; never an echo of collection.write. */
  "collection.changed": OpenCollection,
  "studio.command": StudioCommand,
  /** The app is about to end: the window writes what is waiting and says studio.flushed. */
  "studio.quitting": Nothing,
  problem: Problem,
  /** A watched file was written, replaced, removed or made: its path. */
  "file.changed": z.string(),
  /** The engine is new or was restarted: the page makes new ports and posts them (see PORTS_TAG). */
  "engine.wantsPorts": Nothing,
  /**
   * Whether a person can see the window: not while it is hidden or minimised. The page cannot know by itself, since it
   * is never throttled. Told at each change; shown at first unless Launch says hidden.
   */
  "window.shown": z.boolean(),
} as const;

export type CallName = keyof typeof calls;
export type CallRequest<N extends CallName> = z.infer<(typeof calls)[N]["request"]>;
export type CallReply<N extends CallName> = z.infer<(typeof calls)[N]["reply"]>;
export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = z.infer<(typeof notices)[N]>;

/** How an answer travels from main to preload: a call that failed is thrown there, so that Electron never prints it. */
export type CallAnswer = { reply: unknown } | { failed: string };

/** What preload puts on `window.tallylight`. */
export interface Bridge {
  call<N extends CallName>(name: N, request: CallRequest<N>): Promise<CallReply<N>>;
  /** Returns the function that ends the listening. */
  on<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void;
}

/** Electron channel names under which the table travels. */
export const CALL_CHANNEL = "tallylight:call";
export const NOTICE_CHANNEL = "tallylight:notice";
export const PORTS_CHANNEL = "tallylight:ports";

/**
 * Ports cannot cross the context bridge. The page posts `PORTS_TAG` to its own window with the two data ports
 * [stage, mixer]; preload hands them to main, main to the engine. Frames and sound then go straight there from the
 * stage worker and the mixer worklet. A second pair replaces the first.
 */
export const PORTS_TAG = "tallylight:ports";
