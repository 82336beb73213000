import { useMutation } from "@tanstack/react-query";
import { readTable } from "#app/features/people/read-table.ts";
import type { SheetOutcome, SheetPlan } from "#core/api/people.ts";

/** Where a table is planned and written: the accounts of an organisation, or the districts of the installation. */
export interface SheetTarget {
  plan: (rows: string[][]) => Promise<SheetPlan>;
  write: (given: { rows: string[][]; digest: string; passwords: boolean }) => Promise<SheetOutcome>;
}

interface Read {
  fileName: string;
  rows: string[][];
  plan: SheetPlan;
}

/** From a chosen file over what it would do to what it did. */
export function useSheet({ plan, write }: SheetTarget, onWritten: () => void) {
  const read = useMutation({
    mutationFn: async (file: File): Promise<Read> => {
      const table = await readTable(file);
      if (!table.ok) throw new Error(table.error);
      return { fileName: file.name, rows: table.value, plan: await plan(table.value) };
    },
  });
  const confirm = useMutation({
    mutationFn: (passwords: boolean): Promise<SheetOutcome> => {
      if (!read.data) throw new Error("nothing was read");
      return write({ rows: read.data.rows, digest: read.data.plan.digest, passwords });
    },
    onSuccess: onWritten,
  });
  return {
    read,
    confirm,
    choose: (file: File | null): void => {
      if (!file) return;
      confirm.reset();
      read.mutate(file);
    },
    drop: (): void => {
      read.reset();
      confirm.reset();
    },
    failure: (confirm.error ?? read.error ?? undefined)?.message,
  };
}
