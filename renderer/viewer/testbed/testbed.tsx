import { createRoot } from "react-dom/client";
import "../../theme.css";
import { ViewersEye } from "../ViewersEye";

/** The Viewer's eye alone on a page, for tests: the part of the address after # is what it plays. */
const place = document.getElementById("eye");
if (place === null) throw new Error("the page has no place for the eye");
place.style.cssText = "width: 360px; height: 320px";
const root = createRoot(place);

function render(): void {
  const url = decodeURIComponent(location.hash.slice(1));
  root.render(<ViewersEye url={url === "" ? null : url} onCopyLink={() => (document.title = "copied")} />);
}

window.addEventListener("hashchange", render);
render();
