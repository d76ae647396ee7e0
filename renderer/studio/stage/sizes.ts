import { useMemo } from "react";
import type { Size } from "../../stage/fit";
import type { SourceState } from "../../sources/kind";
import { useStudio } from "../../store/studio";

const nothing: Size = { width: 1280, height: 720 };

/** Of the canvas, in which a source that shows nothing stands: large enough for the words that say why. */
const UNKNOWN = 0.4;

/** The size of a source in px; null while it shows nothing. */
export function knownSize(state: SourceState | undefined): Size | null {
  return state === undefined || state.width === 0 ? null : state;
}

/** What stands in for the size of a source that shows nothing, so that its items can be worked with. */
export function unknownSize(canvas: Size): Size {
  return { width: Math.round(canvas.width * UNKNOWN), height: Math.round(canvas.height * UNKNOWN) };
}

/** The size of a source in px; null while it shows nothing. */
export function useSizeOf(source: string | undefined): Size | null {
  const width = useStudio(({ sources }) => (source === undefined ? 0 : (sources.get(source)?.width ?? 0)));
  const height = useStudio(({ sources }) => (source === undefined ? 0 : (sources.get(source)?.height ?? 0)));
  return useMemo(() => (width === 0 ? null : { width, height }), [width, height]);
}

/** Those of all sources; the rest of what a source tells of itself changes nothing here. */
export function useSizes(): (source: string) => Size {
  const told = useStudio(({ sources }) => JSON.stringify([...sources].flatMap(([id, { width, height }]) => (width === 0 ? [] : [[id, { width, height }]]))));
  const canvas = useStudio(({ collection }) => collection?.canvas ?? nothing);
  return useMemo(() => {
    const sizes = new Map(JSON.parse(told) as [string, Size][]);
    return (source) => sizes.get(source) ?? unknownSize(canvas);
  }, [told, canvas]);
}
