import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormFailure } from "#app/ui/notice.tsx";
import { makePaper } from "#app/ui/paper/make-paper.ts";
import classes from "#app/ui/paper/paper.module.css";
import type { Paper } from "#app/ui/paper/papers.ts";
import type { Duties } from "#core/document/task-table.ts";
import type { Template } from "#core/template/schema.ts";

export interface PaperButtonsProps {
  papers: readonly Paper[];
  /** read when a paper is asked for */
  template: () => Promise<Template>;
  duties?: Duties;
  quiet?: boolean;
}

/** One button for each paper; the file is made in the browser. */
export function PaperButtons({ papers, template, duties = {}, quiet = false }: PaperButtonsProps) {
  const make = useMutation({ mutationFn: async (paper: Paper) => makePaper(await template(), paper, duties) });
  return (
    <div className={classes.papers}>
      {papers.map((paper) => (
        <Button
          key={`${paper.what} ${paper.format}`}
          variant={quiet ? "subtle" : "default"}
          size="compact-sm"
          disabled={make.isPending}
          onClick={() => make.mutate(paper)}
        >
          {paper.text}
        </Button>
      ))}
      {make.isPending && <span role="status">正在生成…</span>}
      <FormFailure message={make.error?.message} />
    </div>
  );
}
