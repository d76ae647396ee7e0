import { z } from "zod";
import { Problem } from "./problem";

/** Matroska, or MP4 in fragments (both play after a crash). */
export const RecordingContainer = z.enum(["mkv", "mp4"]);
export type RecordingContainer = z.infer<typeof RecordingContainer>;

/** When a recording goes on in a new file by itself; by hand it does at any time. */
const RecordingSplit = z.object({
  by: z.enum(["hand", "time", "size"]),
  minutes: z.int().min(1).max(1440),
  /** No part becomes larger, in MB of a million bytes. */
  megabytes: z.int().min(50).max(1_000_000),
});

/** How long and how large a part of a recording may become; null for without end. */
export const PartLimits = z.object({ seconds: z.number().positive().nullable(), bytes: z.number().positive().nullable() });
export type PartLimits = z.infer<typeof PartLimits>;

/** What is heard in a file: the program, or beside it each channel of the mixer on a track of its own. */
const RecordingTracks = z.enum(["program", "channels"]);

export const RecordingSettings = z.object({
  /** Absolute folder; empty for the system's video folder. */
  folder: z.string(),
  /** File name without extension; {date} {time} {width} {height} {fps} are filled in. */
  pattern: z.string().min(1).max(120),
  container: RecordingContainer,
  split: RecordingSplit,
  tracks: RecordingTracks,
});
export type RecordingSettings = z.infer<typeof RecordingSettings>;

/** finishing: the file is written and is being made one that can be sought in, beside whatever else goes on. */
const RecordingPhase = z.enum(["idle", "starting", "recording", "stopping", "finishing", "failed"]);

export const RecordingStatus = z.object({
  id: z.string(),
  phase: RecordingPhase,
  since: z.number(),
  /** Of a recording in several parts the newest; the others while they are being closed have entries of their own. */
  file: z.string().nullable(),
  /** Of all its parts. */
  bytes: z.int().min(0),
  /** Files it has so far. */
  parts: z.int().optional(),
  /** Chapters marked so far, in all of them. */
  chapters: z.int().optional(),
  /** What can be played of all its parts, in ms: pauses are not in it. */
  length: z.number().min(0).optional(),
  /** Nothing is written, and what comes after follows on what was before. */
  paused: z.boolean().optional(),
  /** Seconds for which there is room until the disk's reserve, while recording; null or absent when unknown. */
  left: z.number().min(0).nullable().optional(),
  /** 0…1, while finishing. */
  progress: z.number().min(0).max(1).optional(),
  problem: Problem.nullable(),
});
export type RecordingStatus = z.infer<typeof RecordingStatus>;

/** A recording that can go on for less than this many seconds is about to end. */
export const LITTLE_LEFT = 15 * 60;

/** Bytes that recordings leave free: room stays for the system to work, and for whatever stops on a full disk. */
export const DISK_RESERVE = 500e6;

/** Where chapters of a recording begin, in ms of the file, as they are kept beside it until it is finished. */
export const ChapterMarks = z.object({ version: z.literal(1), marks: z.array(z.number().min(0)) });
export type ChapterMarks = z.infer<typeof ChapterMarks>;

/**
 * Recordings that are not finished, as main keeps them on disk: those of a run that broke off are finished by the next.
 * `tries`: how many runs began with a file on the list.
 */
export const RecordingJournal = z.object({
  version: z.literal(1),
  files: z.array(z.string()),
  tries: z.record(z.string(), z.int().min(0)).optional(),
});
export type RecordingJournal = z.infer<typeof RecordingJournal>;
