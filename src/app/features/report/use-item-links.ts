import { useCallback } from "react";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import type { SheetProps } from "#app/features/report/sheet.tsx";

/** Where a hole in the text leads, and what is said about it. */
export function useItemLinks(): SheetProps["linkTo"] {
  const workspace = useWorkspace();
  return useCallback(
    (itemKey) => {
      const heading = workspace.items.find(({ item }) => item.key === itemKey)?.item.heading ?? "";
      return {
        href: `/submissions/${encodeURIComponent(workspace.id)}/items/${encodeURIComponent(itemKey)}`,
        label: `去填写：${heading}`,
      };
    },
    [workspace],
  );
}
