import { Button } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { call, callWithFile, urlOf } from "#app/data/client.ts";
import classes from "#app/features/rectification/rectification.module.css";
import { useProblemsAgain, useProblemTaken } from "#app/features/rectification/use-problem-taken.ts";
import { Notice } from "#app/ui/notice.tsx";
import {
  addProblemFile,
  MAX_PROBLEM_FILE_BYTES,
  type Problem,
  problemFileContent,
  removeProblemFile,
} from "#core/api/rectification.ts";

/** What shows that something was done; files come and go while the problem is the district's. */
export function ProblemFiles({ problem }: { problem: Problem }) {
  const input = useRef<HTMLInputElement>(null);
  const taken = useProblemTaken();
  const again = useProblemsAgain();
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        if (file.size > MAX_PROBLEM_FILE_BYTES)
          throw new Error(`“${file.name}”超过${MAX_PROBLEM_FILE_BYTES / 1024 ** 2}MB，请压缩后再上传`);
        const query = { fileName: file.name };
        taken(await callWithFile(addProblemFile, file, { params: { problemId: problem.id }, query }));
      }
    },
  });
  const remove = useMutation({
    mutationFn: (fileId: string) => call(removeProblemFile, { params: { problemId: problem.id, fileId } }),
    onSettled: again,
  });
  const failed = add.error ?? remove.error;
  if (problem.files.length === 0 && !problem.may.write) return null;
  return (
    <section aria-label={`问题${problem.number}的佐证材料`}>
      <ul className={classes.files}>
        {problem.files.map(({ id, fileName, size }) => (
          <li key={id}>
            <IconPaperclip size={15} aria-hidden />
            <a href={urlOf(problemFileContent, { params: { problemId: problem.id, fileId: id } })} download={fileName}>
              {fileName}
            </a>
            <span className={classes.hint}>{Math.ceil(size / 1024)}KB</span>
            {problem.may.write && (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconX size={13} aria-hidden />}
                aria-label={`移除${fileName}`}
                loading={remove.isPending && remove.variables === id}
                onClick={() => remove.mutate(id)}
              >
                移除
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem.may.write && (
        <>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              add.mutate([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPaperclip size={15} aria-hidden />}
            aria-label={`问题${problem.number}：添加佐证材料`}
            loading={add.isPending}
            onClick={() => input.current?.click()}
          >
            添加佐证材料
          </Button>
        </>
      )}
      {failed && <Notice tone="danger">{failed.message}</Notice>}
    </section>
  );
}
