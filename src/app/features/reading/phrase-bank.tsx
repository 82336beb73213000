import { ActionIcon, Button, Checkbox, TextInput } from "@mantine/core";
import { IconQuote, IconSearch, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#app/data/client.ts";
import { phrasesQuery } from "#app/data/review-queries.ts";
import { fittingPhrases } from "#app/features/reading/fitting-phrases.ts";
import classes from "#app/features/reading/verdict.module.css";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { addPhrase, deletePhrase } from "#core/api/phrase.ts";
import type { VerdictKind } from "#core/review/verdict.ts";

export interface PhraseBankProps {
  itemKey: string;
  verdict: VerdictKind;
  /** the selected words of the opinion, or all of it */
  chosen: () => string;
  onInsert: (text: string) => void;
}

/** Phrases that fit the verdict and the item, one's own and the office's; what is written can be kept as one. */
export function PhraseBank(props: PhraseBankProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.phrases}>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconQuote size={14} />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        常用语
      </Button>
      {open && <Phrases {...props} />}
    </div>
  );
}

function Phrases({ itemKey, verdict, chosen, onInsert }: PhraseBankProps) {
  const queryClient = useQueryClient();
  const { data: phrases, error } = useQuery(phrasesQuery);
  const [typed, setTyped] = useState("");
  const [shared, setShared] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: phrasesQuery.queryKey });
  const keep = useMutation({
    mutationFn: (text: string) => call(addPhrase, { body: { text, verdict, itemKey: null, shared } }),
    onSuccess: refresh,
  });
  const drop = useMutation({
    mutationFn: (phraseId: string) => call(deletePhrase, { params: { phraseId } }),
    onSuccess: refresh,
  });
  const shown = fittingPhrases(phrases ?? [], { verdict, itemKey, typed: typed.trim() });
  return (
    <div className={classes.bank}>
      <TextInput
        size="xs"
        aria-label="查找常用语"
        placeholder="输入文字查找"
        leftSection={<IconSearch size={14} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {error && <Notice tone="warn">常用语暂时读不到：{error.message}</Notice>}
      <ul>
        {shown.map((phrase) => (
          <li key={phrase.id}>
            <button type="button" onClick={() => onInsert(phrase.text)}>
              {phrase.text}
              {phrase.shared && <small>共用</small>}
            </button>
            {phrase.own && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`删去常用语：${phrase.text}`}
                onClick={() => drop.mutate(phrase.id)}
              >
                <IconTrash size={15} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {phrases && shown.length === 0 && (
        <p className={classes.quiet}>
          {typed.trim() === "" ? "还没有适用的常用语。写好意见后可以存为常用语。" : "没有符合的常用语，请换个词。"}
        </p>
      )}
      <div className={classes.keep}>
        <Button
          size="compact-sm"
          variant="default"
          loading={keep.isPending}
          onClick={() => {
            const text = chosen().slice(0, 1000);
            if (text !== "") keep.mutate(text);
          }}
        >
          把选中的文字（未选则全文）存为常用语
        </Button>
        <Checkbox
          size="xs"
          label="与同事共用"
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      </div>
      <FormFailure message={keep.error?.message ?? drop.error?.message} />
    </div>
  );
}
