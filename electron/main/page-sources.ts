import { type MessagePortMain, type Session, session } from "electron";
import type { FeedOrder } from "../contract/feed";
import { pageAddress } from "./page-address";
import { WebPage } from "./web-page";

type WebPageOrder = Extract<FeedOrder, { to: "web-page" }>;

/** Apart from ours: no privileges, its own cookies and storage, which last, so that people stay signed in to their overlays. */
const PARTITION = "persist:web-pages";

/** The web pages that are drawn as sources, each off screen and as strange to us as in a browser. */
export class PageSources {
  private opened: Session | null = null;

  /** `allowed`: whether a path may be shown. `report` takes lines for the log. */
  constructor(
    private readonly allowed: (path: string) => boolean,
    private readonly report: (text: string) => void,
  ) {}

  /** Shows a page until the port closes. */
  open(order: WebPageOrder, frames: MessagePortMain): void {
    new WebPage({ order, address: pageAddress(order.page, this.allowed), session: this.session(), frames, report: this.report });
  }

  private session(): Session {
    if (this.opened !== null) return this.opened;
    const opened = session.fromPartition(PARTITION);
    opened.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
    opened.setPermissionCheckHandler(() => false);
    opened.setDevicePermissionHandler(() => false);
    opened.on("will-download", (event) => event.preventDefault());
    this.opened = opened;
    return opened;
  }
}
