import { explain } from "../../../electron/contract/words";
import { isEncoding } from "../../store/air";
import { useStudio, type StudioState } from "../../store/studio";
import { bitrate, bytes, UNKNOWN } from "../figures";
import styles from "./StatusBar.module.css";

interface Figure {
  readonly label: string;
  readonly title: string;
  /** Widest value in characters, so that nothing jumps. */
  readonly width: number;
  readonly read: (state: StudioState) => string;
}

/** A figure that is only there while something is encoded. */
function encoding(read: (status: NonNullable<StudioState["status"]>) => string): (state: StudioState) => string {
  return ({ status }) => (status !== null && isEncoding(status) ? read(status) : UNKNOWN);
}

function diskFree({ status }: StudioState): string {
  const free = status?.health.diskFree ?? null;
  return free === null ? UNKNOWN : `${bytes(free)} free`;
}

const figures: readonly Figure[] = [
  { label: "Rate", title: "Frames encoded per second", width: 9, read: encoding((s) => `${s.encoder.fps.toFixed(2)} fps`) },
  { label: "Encoder", title: "How much faster than needed the encoder could go; 1 is the edge of overload", width: 5, read: encoding((s) => (s.encoder.speed === 0 ? UNKNOWN : `${s.encoder.speed.toFixed(1)}×`)) },
  { label: "Bitrate", title: "Encoded picture and sound", width: 9, read: encoding((s) => bitrate(s.encoder.bitrate)) },
  { label: "Dropped", title: "Frames missing from the stream because the encoder was too slow", width: 5, read: encoding((s) => String(s.program.dropped)) },
  { label: "Repeated", title: "Frames shown twice because no new one came", width: 6, read: encoding((s) => String(s.program.repeated)) },
  { label: "CPU", title: "Tallylight with its encoder, in % of one core", width: 6, read: ({ status }) => (status === null ? UNKNOWN : `${Math.round(status.health.cpu)} %`) },
  { label: "Disk", title: "Free space where recordings go", width: 8, read: diskFree },
];

/** The honest numbers. */
export function StatusBar() {
  return (
    <footer className={styles.bar} aria-label="Status">
      <dl className={styles.figures}>
        {figures.map((figure) => (
          <FigureCell key={figure.label} figure={figure} />
        ))}
      </dl>
      <Lowered />
      <Trouble />
    </footer>
  );
}

function FigureCell({ figure }: { readonly figure: Figure }) {
  const value = useStudio(figure.read);
  return (
    <div className={styles.figure} title={figure.title}>
      <dt>{figure.label}</dt>
      <dd style={{ minWidth: `${figure.width}ch` }}>{value}</dd>
    </div>
  );
}

/** That less is encoded than was set, why, and how far it may go. */
function Lowered() {
  const dynamic = useStudio(({ status }) => (status !== null && isEncoding(status) ? status.encoder.dynamic : null));
  const set = dynamic?.steps[0] ?? 0;
  if (dynamic === null || dynamic.target >= set) return null;
  const { target, steps, limitedBy } = dynamic;
  const why = limitedBy === null ? "" : `${limitedBy.name} gets ${bitrate(limitedBy.delivered)}. `;
  return (
    <p className={styles.lowered} role="status" title={`${why}Steps: ${steps.join(", ")} kb/s. It climbs back by itself.`}>
      Video at {target} of {set} kb/s{limitedBy === null ? "" : `: ${limitedBy.name} gets ${bitrate(limitedBy.delivered)}`}
    </p>
  );
}

/** What is wrong with the encoder while it runs. */
function Trouble() {
  const problem = useStudio((state) => state.status?.encoder.problem ?? null);
  if (problem === null) return null;
  const { what, todo } = explain(problem);
  return (
    <p className={styles.trouble} role="alert" title={`${what} ${todo}`}>
      {what} {todo}
    </p>
  );
}
