import type { Source } from "../../../electron/contract/collection";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";
import { useStage } from "../backstage";
import { Button } from "../controls/Button";
import styles from "./SourcesPanel.module.css";

interface Props {
  readonly source: Pick<Source, "id" | "kind">;
  /** Small, and the shortest way only. */
  readonly brief?: boolean;
}

/** The shortest ways to bring back a source that shows nothing. */
export function SourceDeeds({ source, brief = false }: Props) {
  const stage = useStage();
  const phase = useStudio((state) => state.sources.get(source.id)?.phase);
  const denied = useStudio((state) => state.sources.get(source.id)?.problem?.code === "permission-denied");
  const { open } = useStudio.getState();
  const className = brief ? styles.small : undefined;
  return (
    <>
      {denied && (
        <Button className={className} onClick={() => void call("permissions.openSettings", source.kind === "camera" ? "camera" : "screen")}>
          Open system settings
        </Button>
      )}
      {phase === "failed" && !(brief && denied) && (
        <Button
          className={className}
          onClick={() => {
            stage.command(source.id, "retry");
          }}
        >
          Try again
        </Button>
      )}
      {!brief && (
        <Button
          onClick={() => {
            open({ kind: "properties", source: source.id });
          }}
        >
          Properties
        </Button>
      )}
    </>
  );
}
