import { join } from "node:path";
import { app, Menu, nativeImage, type NativeImage, Tray } from "electron";
import { type Lamp, lampWords } from "./lamp";

export interface StudioTrayOptions {
  show(): void;
  quit(): void;
  /** Stops the stream after asking. */
  stop(): void;
}

/** The icon beside the clock: says whether we are on air, and brings the window back. */
export class StudioTray {
  private readonly tray: Tray;
  private lamp: Lamp = "off";

  constructor(private readonly options: StudioTrayOptions) {
    this.tray = new Tray(icon(false));
    this.tray.on("click", () => options.show());
    this.tell();
  }

  setLamp(lamp: Lamp): void {
    if (lamp === this.lamp) return;
    this.lamp = lamp;
    this.tray.setImage(icon(lamp === "onAir"));
    this.tell();
  }

  close(): void {
    this.tray.destroy();
  }

  private tell(): void {
    const { lamp, options } = this;
    const words = lampWords[lamp];
    this.tray.setToolTip(words === null ? "Tallylight" : `Tallylight: ${words}`);
    this.tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words ?? "Off air", enabled: false },
        { type: "separator" },
        { label: "Show Tallylight", click: () => options.show() },
        { label: "Stop streaming…", visible: lamp !== "off" && lamp !== "stopping", click: () => options.stop() },
        { label: "Quit", click: () => options.quit() },
      ]),
    );
  }
}

/** The icon file of a state; on macOS the idle one is a template that follows the menu bar's colour. */
export function icon(onAir: boolean): NativeImage {
  const template = !onAir && process.platform === "darwin";
  const image = nativeImage.createFromPath(join(app.getAppPath(), "assets", `tray${onAir ? "-on-air" : template ? "Template" : ""}.png`));
  return image.isEmpty() ? drawn(onAir) : image;
}

/** A plain lamp, for when the icon file is missing. */
function drawn(onAir: boolean): NativeImage {
  const size = 32;
  const [red, green, blue] = onAir ? [229, 57, 53] : [168, 173, 184];
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const edge = size / 2 - 2 - Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5);
      pixels.set([blue, green, red, Math.round(255 * Math.max(0, Math.min(1, edge)))], (y * size + x) * 4);
    }
  }
  return nativeImage.createFromBitmap(pixels, { width: size, height: size, scaleFactor: 2 });
}
