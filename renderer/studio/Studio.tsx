import { Tooltip } from "radix-ui";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { DestinationDialog } from "./destinations/DestinationDialog";
import { DestinationsPanel } from "./destinations/DestinationsPanel";
import { EndStreamDialog } from "./topbar/EndStreamDialog";
import { EyePanel } from "./eye/EyePanel";
import { AdvancedAudioDialog } from "./mixer/AdvancedAudioDialog";
import { MixerPanel } from "./mixer/MixerPanel";
import { FiltersDialog } from "./filters/FiltersDialog";
import { Notices } from "./notices/Notices";
import { Toasts } from "./notices/Toasts";
import { ScenesPanel } from "./scenes/ScenesPanel";
import { AddSourceDialog } from "./sources/AddSourceDialog";
import { PropertiesDialog } from "./sources/PropertiesDialog";
import { TransformDialog } from "./sources/TransformDialog";
import { CollectionNameDialog } from "./topbar/CollectionNameDialog";
import { SceneTransitionDialog } from "./transitions/SceneTransitionDialog";
import { RecordingPanel } from "./recording/RecordingPanel";
import { ReplayPanel } from "./replay/ReplayPanel";
import { SettingsDialog } from "./settings/SettingsDialog";
import { SourcesPanel } from "./sources/SourcesPanel";
import { StagePanel } from "./stage/StagePanel";
import { StatusBar } from "./statusbar/StatusBar";
import { TopBar } from "./topbar/TopBar";
import { useStudio } from "../store/studio";
import { useShortcuts } from "./shortcuts";
import styles from "./Studio.module.css";

/** The studio window. */
export function Studio() {
  useShortcuts();
  const air = useStudio((state) => state.airSince !== null);
  const columns = useDefaultLayout({ id: "studio-columns", storage: localStorage });
  const rows = useDefaultLayout({ id: "studio-rows", storage: localStorage });
  const desk = useDefaultLayout({ id: "studio-desk", storage: localStorage });
  const lists = useDefaultLayout({ id: "studio-lists", storage: localStorage });
  const side = useDefaultLayout({ id: "studio-side", storage: localStorage });

  return (
    <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
      <div className={styles.studio} data-air={air || undefined}>
        <TopBar />
        <Notices />
        <Group className={styles.panels} {...columns}>
          <Panel id="main" minSize={560}>
            <Group orientation="vertical" {...rows}>
              <Panel id="upper" minSize={260}>
                <Group {...desk}>
                  <Panel id="lists" defaultSize={240} minSize={200} maxSize={400} groupResizeBehavior="preserve-pixel-size">
                    <Group orientation="vertical" {...lists}>
                      <Panel id="scenes" defaultSize="40" minSize={96}>
                        <ScenesPanel />
                      </Panel>
                      <Separator className={styles.level} aria-label="Height of Scenes" />
                      <Panel id="sources" minSize={120}>
                        <SourcesPanel />
                      </Panel>
                    </Group>
                  </Panel>
                  <Separator className={styles.upright} aria-label="Width of Scenes and Sources" />
                  <Panel id="stage" minSize={360}>
                    <StagePanel />
                  </Panel>
                </Group>
              </Panel>
              <Separator className={styles.level} aria-label="Height of Mixer" />
              <Panel id="mixer" defaultSize={188} minSize={112} groupResizeBehavior="preserve-pixel-size">
                <MixerPanel />
              </Panel>
            </Group>
          </Panel>
          <Separator className={styles.upright} aria-label="Width of Destinations" />
          <Panel id="side" defaultSize={368} minSize={312} maxSize={640} groupResizeBehavior="preserve-pixel-size">
            <div className={styles.side}>
              <Group orientation="vertical" {...side}>
                <Panel id="eye" defaultSize="46" minSize={200}>
                  <EyePanel />
                </Panel>
                <Separator className={styles.level} aria-label="Height of Viewer's eye" />
                <Panel id="destinations" minSize={160}>
                  <DestinationsPanel />
                </Panel>
              </Group>
              <RecordingPanel />
              <ReplayPanel />
            </div>
          </Panel>
        </Group>
        <StatusBar />
      </div>
      <Dialogs />
      <Toasts />
    </Tooltip.Provider>
  );
}

function Dialogs() {
  const dialog = useStudio((state) => state.dialog);
  switch (dialog?.kind) {
    case "addSource":
      return <AddSourceDialog />;
    case "properties":
      return <PropertiesDialog key={dialog.source} id={dialog.source} />;
    case "filters":
      return <FiltersDialog key={JSON.stringify(dialog.owner)} owner={dialog.owner} />;
    case "advancedAudio":
      return <AdvancedAudioDialog />;
    case "transform":
      return <TransformDialog />;
    case "sceneTransition":
      return <SceneTransitionDialog id={dialog.scene} />;
    case "collectionName":
      return <CollectionNameDialog deed={dialog.deed} />;
    case "settings":
      return <SettingsDialog />;
    case "endStream":
      return <EndStreamDialog />;
    case "destination":
      return <DestinationDialog key={dialog.id} id={dialog.id} goLive={dialog.goLive} />;
    case undefined:
      return null;
  }
}
