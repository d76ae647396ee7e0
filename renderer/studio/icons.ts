import { createElement } from "react";
import {
  AppWindow,
  Camera,
  CircleQuestionMark,
  Film,
  Globe,
  Image,
  Images,
  Layers,
  type LucideIcon,
  Monitor,
  PaintBucket,
  TestTubeDiagonal,
  Type,
} from "lucide-react";

/** The icons that kinds of sources name (SourceKind.icon). */
const icons: Readonly<Record<string, LucideIcon>> = {
  ...{ camera: Camera, screen: Monitor, window: AppWindow, image: Image, slideshow: Images, text: Type },
  ...{ colour: PaintBucket, media: Film, web: Globe, scene: Layers, test: TestTubeDiagonal },
};

/** That of a kind this version does not know is a question mark. */
export function iconOf(name: string | undefined): LucideIcon {
  return (name === undefined ? undefined : icons[name]) ?? CircleQuestionMark;
}

interface Props {
  /** SourceKind.icon. */
  readonly name: string | undefined;
  readonly size: number;
  /** What a screen reader says. */
  readonly label: string;
}

export function KindIcon({ name, size, label }: Props) {
  return createElement(iconOf(name), { size, role: "img", "aria-label": label });
}
