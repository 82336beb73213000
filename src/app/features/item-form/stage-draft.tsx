import { Button } from "@mantine/core";
import { useLookup, useWorkspace } from "#app/data/workspace-context.tsx";
import classes from "#app/features/item-form/stages.module.css";
import type { FieldOf } from "#core/field/definition.ts";
import type { StagesValue } from "#core/field/value.ts";
import { resolveNarrative, runText } from "#core/narrative/resolve.ts";
import { stageSentence } from "#core/stage/sentence.ts";

/** The sentence that the table makes, to be taken into the prose; its figures stay tied to the table. */
export function StageDraft({ field, stored }: { field: FieldOf<"stages">; stored: StagesValue }) {
  const workspace = useWorkspace();
  const lookup = useLookup();
  const sentence = stageSentence(field, stored);
  const owner = workspace.items.find(({ item }) => item.fields.includes(field))?.item;
  if (sentence === "" || !owner?.prose) return null;
  return (
    <div className={classes.draft}>
      <p>{resolveNarrative(sentence, lookup).map(runText).join("")}</p>
      <Button size="xs" variant="light" onClick={() => workspace.appendNarrative(owner.key, sentence)}>
        把这段话加到正文末尾
      </Button>
    </div>
  );
}
