import type { StreamFormat, Unit } from "./unit";

/** Where in the stream a listener begins: with the newest keyframe already on the bus, or with the next to come. */
export type JoinAt = "last-keyframe" | "next-keyframe";

/** What a listener gets: the picture and the program's sound, or beside them each channel that has a track of its own. */
export type JoinFor = "program" | "tracks";

/** Receives units in stream order, the first of them a keyframe. Called synchronously: must never block or throw. */
export interface BusListener {
  /** Before the first unit, and again when the encoder came back with another format. */
  format(format: StreamFormat): void;
  unit(unit: Unit): void;
  /** The encode is over: finalise. No unit follows. */
  end(): void;
}

/** The only thing the outputs, the recorder and the preview see of the encode. */
export interface Bus {
  /** `what` is "program" unless said otherwise: then tables and units are as if there were no tracks. */
  join(at: JoinAt, listener: BusListener, what?: JoinFor): () => void;
}
