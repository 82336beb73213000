import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { memo } from "react";
import classes from "#app/features/builder/tree.module.css";

export const BUILDER_SEARCH_ID = "builder-search";

export interface TreeSearchProps {
  query: string;
  onQuery: (query: string) => void;
  /** opens the first line that was found */
  onEnter: () => void;
}

export const TreeSearch = memo(function TreeSearch({ query, onQuery, onEnter }: TreeSearchProps) {
  return (
    <TextInput
      className={classes.search}
      size="xs"
      placeholder="输入文字查找"
      aria-label="在目录中查找"
      id={BUILDER_SEARCH_ID}
      leftSection={<IconSearch size={14} />}
      value={query}
      onChange={(event) => onQuery(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter();
      }}
    />
  );
});
