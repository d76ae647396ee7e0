import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type StageView, StageContext } from "./backstage";
import { Studio } from "./Studio";
import "../theme.css";

/** Draws the studio into its place on the page. */
export function mount(place: HTMLElement, stage: StageView): void {
  createRoot(place).render(
    <StrictMode>
      <StageContext value={stage}>
        <Studio />
      </StageContext>
    </StrictMode>,
  );
}
