import { useDraftStore } from "#app/data/draft-context.tsx";
import { AddLine } from "#app/features/builder/add-line.tsx";
import classes from "#app/features/builder/builder.module.css";
import { NodeTools } from "#app/features/builder/node-tools.tsx";
import { TextProperty } from "#app/features/builder/properties.tsx";
import { keyFromLabel } from "#app/features/builder/structure.ts";
import { pasteEdit } from "#core/builder/paste.ts";
import type { FieldOf } from "#core/field/definition.ts";

/** Options of a choice, or the rows of a stage table. Each has a key of its own: moving or renaming loses nothing. */
export function OptionList({ field, name }: { field: FieldOf<"choice"> | FieldOf<"stages">; name: string }) {
  const store = useDraftStore();
  const into = { kind: "field", key: field.key } as const;
  const options = field.type === "choice" ? field.options : field.stages;
  const add = (label: string): void => {
    const key = field.type === "choice" ? "option" : keyFromLabel(label);
    store.edit(pasteEdit(store.draft, { nodes: [{ kind: "option", value: { key, label } }] }, into, null));
  };
  return (
    <fieldset className={classes.group}>
      <legend>{name}</legend>
      {options.map((option, index) => {
        const at = { kind: "option", field: field.key, key: option.key } as const;
        return (
          <div key={option.key} className={classes.entry}>
            <div className={classes.grow}>
              <TextProperty at={at} name="label" label={`${name}${index + 1}`} value={option.label} bare />
            </div>
            <NodeTools at={at} name={`${name}“${option.label}”`} copies={false} />
          </div>
        );
      })}
      <AddLine label={`添加${name}`} placeholder={`${name}名称`} onAdd={add} />
    </fieldset>
  );
}
