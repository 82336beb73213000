import { useMutation } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { useWorkspace } from "#app/data/workspace-context.tsx";
import { detachEvidence, linkEvidence, orderEvidence } from "#core/api/evidence.ts";

/** Putting records under an item, taking them off, and their order there, by which they are numbered. */
export function useEvidenceLinks(itemKey: string) {
  const workspace = useWorkspace();
  const at = (evidenceId: string) => ({ submissionId: workspace.id, evidenceId, itemKey });
  const link = useMutation({
    mutationFn: ({ evidenceId, slot }: { evidenceId: string; slot: string | null }) =>
      call(linkEvidence, { params: at(evidenceId), body: { slot } }),
    onSuccess: (record) => workspace.putEvidence(record),
  });
  const detach = useMutation({
    mutationFn: (evidenceId: string) => call(detachEvidence, { params: at(evidenceId) }),
    onSuccess: (record) => workspace.putEvidence(record),
  });
  const order = useMutation({
    mutationFn: (ids: readonly string[]) =>
      call(orderEvidence, { params: { submissionId: workspace.id, itemKey }, body: { order: [...ids] } }),
    onSuccess: (records) => {
      for (const record of records) workspace.putEvidence(record);
    },
  });
  return {
    link: link.mutate,
    detach: detach.mutate,
    order: order.mutate,
    failure: (link.error ?? detach.error ?? order.error)?.message,
  };
}
