/** One live destination over the last second or so. */
export interface LinkSample {
  readonly id: string;
  /** Media on its way, in ms. */
  readonly queueMs: number;
  /** What left, picture and sound, in kb/s. */
  readonly delivered: number;
}

export interface BitrateRules {
  /** Video bitrates in kb/s, highest first. */
  readonly steps: readonly number[];
  /** Sound bitrate, in kb/s. */
  readonly sound: number;
}

interface Link {
  readonly queueMs: number;
  /** Samples in a row in which something was delivered. */
  readonly moving: number;
}

/** Counts are of samples, so about seconds. */
export interface BitrateState {
  /** Which of the steps. */
  readonly step: number;
  /** The destination that governs while it is not the first, and what it delivered. */
  readonly limitedBy: { readonly id: string; readonly delivered: number } | null;
  readonly links: ReadonlyMap<string, Link>;
  /** For so long a change is not seen in the queues yet: nothing is judged. */
  readonly settling: number;
  /** For so long nothing waited anywhere. */
  readonly clean: number;
  /** For so long nothing must have waited before it climbs. */
  readonly patience: number;
  /** For so long a fall still means that the last climb was a mistake. */
  readonly trial: number;
}

/** A queue above this many ms is congested, one below that is clean. */
const CONGESTED = 500;
const CLEAN = 250;
/** Of what a network delivers, so much is used: the rest works off the queue, and no network is steady. */
const USED = 0.85;
/** Deliveries in so many samples in a row make it a network that delivers; others stand still and say nothing of what they could carry. */
const MOVING = 2;
/** Another bitrate is seen on the bus after the encoder's delay, and in the queues a little later. */
const SETTLING = 2;
/** After a fall what was encoded before is still to be carried; at most so long is waited for that. */
const LONGEST_SETTLING = 8;
const PATIENCE = 6;
const LONGEST_PATIENCE = 96;
const TRIAL = 15;

export const fullBitrate: BitrateState = { step: 0, limitedBy: null, links: new Map(), settling: 0, clean: 0, patience: PATIENCE, trial: 0 };

/**
 * The bitrate policy, a step for each second. It falls fast, to what is delivered: when more than half a second waits for a
 * destination that steadily gets less than is encoded. It climbs slowly, a step at a time, when nothing has waited for a
 * while, and after a climb that failed waits twice as long. One encode serves all destinations: the slowest governs, but
 * only while it delivers; one that hangs would take the picture from the others for nothing.
 */
export function nextBitrate(state: BitrateState, samples: readonly LinkSample[], rules: BitrateRules): BitrateState {
  const links = new Map(samples.map(({ id, queueMs, delivered }) => [id, { queueMs, moving: delivered > 0 ? (state.links.get(id)?.moving ?? 0) + 1 : 0 }]));
  const now: BitrateState = { ...state, links, settling: Math.max(0, state.settling - 1), trial: Math.max(0, state.trial - 1) };
  const moving = samples.filter(({ id }) => (links.get(id)?.moving ?? 0) >= MOVING);
  if (moving.length === 0) return now;
  const encoded = (rules.steps[state.step] ?? 0) + rules.sound;
  const slow = moving
    .filter(({ id, queueMs, delivered }) => queueMs > CONGESTED && delivered < encoded && queueMs > (state.links.get(id)?.queueMs ?? 0) - CLEAN)
    .reduce<LinkSample | null>((worst, link) => (worst === null || link.delivered < worst.delivered ? link : worst), null);
  if (slow !== null) return state.settling > 0 ? { ...now, clean: 0 } : fall(now, slow, rules);
  const clean = moving.every(({ queueMs }) => queueMs < CLEAN) ? state.clean + 1 : 0;
  const held = { ...now, clean, patience: state.trial === 1 ? PATIENCE : state.patience };
  return clean >= held.patience && state.step > 0 ? climb(held) : held;
}

function fall(state: BitrateState, { id, queueMs, delivered }: LinkSample, { steps, sound }: BitrateRules): BitrateState {
  const last = steps.length - 1;
  if (state.step === last) return { ...state, limitedBy: last === 0 ? null : { id, delivered }, clean: 0 };
  const mistaken = state.trial > 0;
  // After a climb it is known that the step before was right.
  const fitting = mistaken ? -1 : steps.findIndex((step) => step + sound <= delivered * USED);
  const step = mistaken ? state.step + 1 : fitting < 0 ? last : Math.max(fitting, state.step + 1);
  const patience = mistaken ? Math.min(2 * state.patience, LONGEST_PATIENCE) : state.patience;
  const carried = ((queueMs / 1000 + 1) * ((steps[state.step] ?? 0) + sound)) / delivered;
  const settling = Math.min(Math.max(SETTLING, Math.ceil(carried)), LONGEST_SETTLING);
  return { ...state, step, limitedBy: { id, delivered }, settling, clean: 0, patience, trial: 0 };
}

function climb(state: BitrateState): BitrateState {
  const step = state.step - 1;
  return { ...state, step, limitedBy: step === 0 ? null : state.limitedBy, settling: SETTLING, clean: 0, trial: TRIAL };
}
