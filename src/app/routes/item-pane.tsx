import { lazy, memo, type RefObject, Suspense } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { CarriedBanner } from "#app/features/carry/carried-banner.tsx";
import { Companions } from "#app/features/collation/companions.tsx";
import { SignOffBar } from "#app/features/collation/sign-off-bar.tsx";
import { ItemForm } from "#app/features/item-form/item-form.tsx";
import { ReturnedNotice } from "#app/features/returned/returned-notice.tsx";
import { ItemYearChanges } from "#app/features/year-changes/item-year-changes.tsx";
import type { ProseHandle } from "#app/ui/prose-handle.ts";
import type { PlacedItem } from "#core/template/outline.ts";

/** The editor is two thirds of the form's bytes: the fields are usable before it has arrived. */
const NarrativeEditor = lazy(() =>
  import("#app/features/narrative/narrative-editor.tsx").then((module) => ({ default: module.NarrativeEditor })),
);

/** Only the one item that reports on the last review. */
const LedgerDraft = lazy(() =>
  import("#app/features/rectification/ledger-draft.tsx").then((module) => ({ default: module.LedgerDraft })),
);

export interface ItemPaneProps {
  placed: PlacedItem;
  prose: RefObject<ProseHandle | undefined>;
  onStep: (offset: number) => void;
}

/** The form in the middle. What stands beside it changes while one types; the form is not drawn again for that. */
export const ItemPane = memo(function ItemPane({ placed, prose, onStep }: ItemPaneProps) {
  const { items } = useWorkspace();
  const itemKey = placed.item.key;
  return (
    <ItemForm
      placed={placed}
      standing={
        <>
          <ReturnedNotice itemKey={itemKey} />
          <ItemYearChanges itemKey={itemKey} />
          <Companions itemKey={itemKey} />
          <SignOffBar itemKey={itemKey} />
          <CarriedBanner item={placed.item} />
          {placed.item.draftFrom === "last-problems" && (
            <Suspense fallback={null}>
              <LedgerDraft itemKey={itemKey} prose={prose} />
            </Suspense>
          )}
        </>
      }
      narrative={(props) => (
        <Suspense fallback={<p>正在打开正文…</p>}>
          <NarrativeEditor {...props} handle={prose} />
        </Suspense>
      )}
      onPrevious={placed === items[0] ? undefined : () => onStep(-1)}
      onNext={placed === items.at(-1) ? undefined : () => onStep(1)}
    />
  );
});
