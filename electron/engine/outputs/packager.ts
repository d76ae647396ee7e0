import type { StreamFormat, Unit } from "../bus/unit";

/** Turns the units of one connection into the bytes that its publisher carries unchanged. */
export interface Packager {
  /** Sent as soon as the publisher runs, media or not: what comes back for it shows that the connection stands. */
  readonly preface: Buffer;
  format(format: StreamFormat): void;
  /** May be empty. The first unit of a connection is a keyframe. */
  pack(unit: Unit): Buffer;
}
