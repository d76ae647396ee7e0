import type { Problem, ProblemCode } from "./problem";

/** What happened and what to do about it, for people. */
export interface Explanation {
  what: string;
  todo: string;
}

type Words = (subject: string | undefined) => Explanation;

/** Begins a sentence with the subject, or with the general word when nothing is named. */
const named = (subject: string | undefined, general: string) => subject ?? general;
const quoted = (subject: string | undefined) => (subject === undefined ? "" : ` “${subject}”`);

const words: Record<ProblemCode, Words> = {
  "ffmpeg-missing": () => ({
    what: "FFmpeg was not found on this computer.",
    todo: "Install ffmpeg 5 or newer, or set FFMPEG_BIN to where it is, and start Tallylight again.",
  }),
  "ffmpeg-too-old": (subject) => ({
    what: `This FFmpeg is too old${subject === undefined ? "" : ` (${subject})`}.`,
    todo: "Install ffmpeg 5 or newer, or set FFMPEG_BIN to a newer one, and start Tallylight again.",
  }),
  "ffmpeg-lacks-feature": (subject) => ({
    what: `This FFmpeg was built without ${named(subject, "something that is needed here")}.`,
    todo: "Install a full build of ffmpeg, or set FFMPEG_BIN to one, and start Tallylight again.",
  }),
  "size-odd": (subject) => ({
    what: `The picture size${quoted(subject)} has an odd width or height.`,
    todo: "Choose an even width and height, for example 1280×720.",
  }),
  "size-out-of-range": (subject) => ({
    what: `The picture size${quoted(subject)} is too small or too large.`,
    todo: "Choose a size from 64×64 to 3840×2160.",
  }),
  "rate-out-of-range": (subject) => ({
    what: `The frame rate${quoted(subject)} is out of range.`,
    todo: "Choose 1 to 60 frames per second.",
  }),
  "bitrate-out-of-range": (subject) => ({
    what: `The bitrate${quoted(subject)} is out of range.`,
    todo: "Choose 100 to 60000 kb/s for video and 64 to 320 kb/s for sound.",
  }),
  "encoder-unavailable": (subject) => ({
    what: `The encoder ${named(subject, "you chose")} does not work on this computer.`,
    todo: "Choose another encoder; “Automatic” always finds one that works.",
  }),
  "encoder-settings-refused": (subject) => ({
    what: `The encoder does not take these settings together${subject === undefined ? "" : ` (${subject})`}.`,
    todo: "Change the settings named here, or go back to the defaults.",
  }),
  "no-output": () => ({
    what: "There is nowhere to stream to yet.",
    todo: "Add a destination, or switch one on.",
  }),
  "locked-while-encoding": () => ({
    what: "Video and encoder settings cannot change while you stream, record or rehearse.",
    todo: "Stop first, then change them.",
  }),
  "encoder-died": () => ({
    what: "The encoder stopped unexpectedly.",
    todo: "It is being started again, and your destinations rejoin by themselves.",
  }),
  "encoder-overloaded": () => ({
    what: "This computer is too slow for these settings: frames are being dropped.",
    todo: "Choose a smaller size, a lower frame rate or a faster preset, or close other programs.",
  }),
  "url-invalid": (subject) => ({
    what: `The address${quoted(subject)} cannot be read.`,
    todo: "Check how it is written: rtmp://host/app, rtmps://host/app or srt://host:port.",
  }),
  "scheme-unknown": (subject) => ({
    what: `Addresses that begin with ${named(subject, "this")} are not supported.`,
    todo: "Use rtmp://, rtmps:// or srt://.",
  }),
  "key-missing": (subject) => ({
    what: `${named(subject, "This destination")} has no stream key.`,
    todo: "Copy the key from the service's key page and paste it here.",
  }),
  "passphrase-length": (subject) => ({
    what: `The passphrase${subject === undefined ? "" : ` for ${subject}`} has the wrong length.`,
    todo: "SRT passphrases have 10 to 79 characters.",
  }),
  "host-unknown": (subject) => ({
    what: `The server${quoted(subject)} was not found.`,
    todo: "Check its address and your internet connection.",
  }),
  "connection-refused": (subject) => ({
    what: `${named(subject, "The server")} does not accept connections.`,
    todo: "Check the address and the port, and that the server is running.",
  }),
  unreachable: (subject) => ({
    what: `${named(subject, "The server")} cannot be reached from here.`,
    todo: "Check your internet connection, firewall and VPN.",
  }),
  "timed-out": (subject) => ({
    what: `${named(subject, "The server")} did not answer in time.`,
    todo: "Check the address and your internet connection. It is tried again by itself.",
  }),
  "key-refused": (subject) => ({
    what: `${named(subject, "The server")} refused the stream key.`,
    todo: "Copy a fresh key from the service's key page and paste it here.",
  }),
  "server-refused": (subject) => ({
    what: `${named(subject, "The server")} refused the stream.`,
    todo: "Check that the channel may go live, that nothing else streams to it, and that the application name is right.",
  }),
  "tls-failed": (subject) => ({
    what: `No secure connection to ${named(subject, "the server")} could be made.`,
    todo: "Check the address, and that this computer's clock is right.",
  }),
  "passphrase-refused": (subject) => ({
    what: `${named(subject, "The receiver")} refused the passphrase.`,
    todo: "Use the same passphrase and key length on both sides.",
  }),
  "port-in-use": (subject) => ({
    what: `The port${subject === undefined ? "" : ` of ${subject}`} is in use by another program.`,
    todo: "Choose another port, or close the other program.",
  }),
  "connection-lost": (subject) => ({
    what: `The connection to ${named(subject, "the server")} was lost.`,
    todo: "It is tried again by itself.",
  }),
  "not-delivering": (subject) => ({
    what: `${named(subject, "The server")} is connected but takes no media.`,
    todo: "Check your upload speed. It is tried again by itself.",
  }),
  "publisher-died": (subject) => ({
    what: `Sending to ${named(subject, "the destination")} stopped unexpectedly.`,
    todo: "It is started again by itself.",
  }),
  "folder-missing": (subject) => ({
    what: `The recording folder${quoted(subject)} does not exist.`,
    todo: "Create it, or choose another folder.",
  }),
  "folder-read-only": (subject) => ({
    what: `The recording folder${quoted(subject)} cannot be written to.`,
    todo: "Choose another folder, or change its permissions.",
  }),
  "disk-full": (subject) => ({
    what: `There is no space left for the recording${quoted(subject)}.`,
    todo: "Free some space or choose another disk. What was recorded so far is kept.",
  }),
  "disk-low": (subject) => ({
    what: `The disk${quoted(subject)} has room for less than 15 minutes of recording.`,
    todo: "Free some space. When it is used up, the recording is finished in order and the stream goes on.",
  }),
  "disk-reserve": (subject) => ({
    what: `The disk${quoted(subject)} is full but for its reserve.`,
    todo: "What was recorded is kept. Free some space or choose another folder to record on.",
  }),
  "recording-failed": (subject) => ({
    what: `The recording${quoted(subject)} stopped unexpectedly.`,
    todo: "What was recorded so far is kept. Start a new recording.",
  }),
  "recording-gap": (subject) => ({
    what: `The disk did not keep up: ${named(subject, "a part")} of the recording is missing.`,
    todo: "Record to a faster disk, or look what else keeps this one busy.",
  }),
  "recording-unfinished": (subject) => ({
    what: `The recording${quoted(subject)} could not be made easy to seek in.`,
    todo: "It is kept as it was recorded, and players open it. It is tried again at the next start: see that its disk has room for a copy of it.",
  }),
  "recording-found": (subject) => ({
    what: `The recording${quoted(subject)} was interrupted when Tallylight ended the last time.`,
    todo: "What was recorded is kept, and is being repaired now.",
  }),
  "replay-empty": () => ({
    what: "There is no replay to save yet.",
    todo: "Switch the replay buffer on in the settings, under Recording. It fills while you stream, record or rehearse.",
  }),
  "replay-failed": (subject) => ({
    what: `The replay${quoted(subject)} could not be saved.`,
    todo: "What is kept is still there: look whether the recording folder can be written to, and save it again.",
  }),
  "permission-denied": (subject) => ({
    what: `Tallylight is not allowed to use ${named(subject, "this device")}.`,
    todo: "Allow it in the system's privacy settings, then try again.",
  }),
  "no-camera": () => ({
    what: "No camera was found.",
    todo: "Connect a camera; it appears by itself. Or use a screen or the test pattern.",
  }),
  "no-microphone": () => ({
    what: "No microphone was found.",
    todo: "Connect a microphone; it appears by itself.",
  }),
  "no-screen": () => ({
    what: "No screen can be captured here.",
    todo: "Allow screen recording in the system's settings, or use a camera or the test pattern.",
  }),
  "device-lost": (subject) => ({
    what: `${named(subject, "The device")} was disconnected.`,
    todo: "Connect it again; it comes back by itself.",
  }),
  "device-busy": (subject) => ({
    what: `${named(subject, "The device")} is in use by another program.`,
    todo: "Close the other program, then try again.",
  }),
  "desktop-audio-unsupported": () => ({
    what: "The sound of this computer cannot be captured here.",
    todo: "On Linux this needs PulseAudio or PipeWire with pactl; on macOS 13 or newer. Microphones work as usual.",
  }),
  "window-gone": (subject) => ({
    what: `The window${quoted(subject)} is gone.`,
    todo: "Open it again or choose another window.",
  }),
  "screen-gone": (subject) => ({
    what: `The screen${quoted(subject)} is gone.`,
    todo: "Connect it again; it comes back by itself. Or choose another screen.",
  }),
  "file-missing": (subject) => ({
    what: `The file${quoted(subject)} is not there.`,
    todo: "Put it back or choose another file.",
  }),
  "file-unreadable": (subject) => ({
    what: `The file${quoted(subject)} cannot be read.`,
    todo: "Allow Tallylight to read it, or choose another file.",
  }),
  "file-too-large": (subject) => ({
    what: `The file${quoted(subject)} is too large.`,
    todo: "Choose a file of at most 64 MiB.",
  }),
  "file-refused": (subject) => ({
    what: `The file${quoted(subject)} was not opened, because it was never chosen.`,
    todo: "Choose the file again in the source's settings.",
  }),
  "image-unreadable": (subject) => ({
    what: `The image${quoted(subject)} cannot be shown.`,
    todo: "Choose a PNG, JPEG, WebP or GIF file that is whole.",
  }),
  "lut-unreadable": (subject) => ({
    what: `The colour table${quoted(subject)} cannot be used.`,
    todo: "Choose a .cube file that is whole.",
  }),
  "address-invalid": (subject) => ({
    what: `${subject === undefined ? "This" : `“${subject}”`} is not an address of a web page.`,
    todo: "Type an address that begins with http:// or https://.",
  }),
  "page-unreachable": (subject) => ({
    what: `The web page${quoted(subject)} could not be loaded.`,
    todo: "Check the address and your network; it is tried again by itself.",
  }),
  "page-crashed": (subject) => ({
    what: `The web page${quoted(subject)} crashed.`,
    todo: "It is being loaded again. If it keeps crashing, the page itself is at fault.",
  }),
  "media-unreadable": (subject) => ({
    what: `${subject === undefined ? "This file" : `“${subject}”`} holds no picture or sound that can be read.`,
    todo: "Choose a video or audio file, or check whether it plays elsewhere.",
  }),
  "media-address": (subject) => ({
    what: `The address${subject === undefined ? "" : ` that begins with ${subject}`} cannot be played.`,
    todo: "Choose a file, or an address that begins with https://, http://, rtmp://, rtmps://, rtsp://, srt:// or udp://.",
  }),
  "media-credentials": (subject) => ({
    what: `The address${subject === undefined ? "" : ` at ${subject}`} has a password in it, which other programs here could read.`,
    todo: "Use an address without a user name, password or passphrase.",
  }),
  "media-died": (subject) => ({
    what: `Playing ${subject === undefined ? "the file" : `“${subject}”`} stopped unexpectedly.`,
    todo: "It goes on by itself; if not, restart it.",
  }),
  "stage-silent": () => ({
    what: "The studio window sends no picture, so a slate is on air.",
    todo: "The picture returns by itself. If it does not, reload the window.",
  }),
  "engine-died": () => ({
    what: "The streaming engine stopped unexpectedly.",
    todo: "It is being started again, and what was on air resumes by itself.",
  }),
  "window-crashed": () => ({
    what: "The studio window crashed and was opened again.",
    todo: "What was on air stayed on air. Check that your sources are back.",
  }),
  "settings-corrupt": (subject) => ({
    what: "The settings file was damaged. What could be read was kept, the rest is at its defaults.",
    todo: subject === undefined ? "Check your settings." : `Check your settings. The old file is kept as ${subject}.`,
  }),
  "collection-corrupt": (subject) => ({
    what: `A scene collection was damaged. What could be read was kept.`,
    todo: subject === undefined ? "Check its scenes." : `Check its scenes. The old file is kept as ${subject}.`,
  }),
  "collection-missing": (subject) => ({
    what: `There is no scene collection${quoted(subject)}.`,
    todo: "Choose one of those in the list.",
  }),
  "collection-exists": (subject) => ({
    what: `There is a scene collection${quoted(subject)} already.`,
    todo: "Choose another name.",
  }),
  "collection-last": () => ({
    what: "The last scene collection cannot be removed.",
    todo: "Add another one first.",
  }),
  "hotkey-taken": (subject) => ({
    what: `The hotkey ${named(subject, "you set")} does not work: another program has taken it.`,
    todo: "Choose other keys in the settings, or close the other program.",
  }),
  "keys-in-plain-text": (subject) => ({
    what:
      subject === undefined
        ? "This computer has no keychain, so a saved stream key could be read by other programs."
        : `A stream key stands in ${subject}, where other people and programs on this computer can read it.`,
    todo:
      subject === undefined
        ? "Keep keys for this session only, or set up a keychain (GNOME Keyring or KWallet)."
        : "Put the outputs into a file, one a line, and use --output @file.",
  }),
  internal: (subject) => ({
    what: `Something went wrong inside Tallylight${subject === undefined ? "" : ` (${subject})`}.`,
    todo: "Try again. If it stays, the log file helps to find out why.",
  }),
};

/** The one place where problems become sentences. */
export function explain(problem: Problem): Explanation {
  return words[problem.code](problem.subject);
}
