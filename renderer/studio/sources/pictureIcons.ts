import { AppWindow, Camera, Monitor, TestTubeDiagonal, type LucideIcon } from "lucide-react";
import type { VideoSource } from "../../../electron/contract/source";

export const pictureIcons: Record<VideoSource["kind"], LucideIcon> = {
  test: TestTubeDiagonal,
  camera: Camera,
  screen: Monitor,
  window: AppWindow,
};
