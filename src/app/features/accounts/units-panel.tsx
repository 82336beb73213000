import { Button, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { call } from "#app/data/client.ts";
import classes from "#app/features/accounts/accounts.module.css";
import { FormFailure } from "#app/ui/notice.tsx";
import { showFailure } from "#app/ui/show-failure.ts";
import { bodySchema, zodResolver } from "#app/ui/zod-resolver.ts";
import { type Account, createUnit, type Unit } from "#core/api/system.ts";

export interface UnitsPanelProps {
  units: readonly Unit[];
  accounts: readonly Account[];
  /** fetches the units again */
  onAdded: () => Promise<void>;
}

/** The units that items are assigned to, and how many people fill for each. */
export function UnitsPanel({ units, accounts, onAdded }: UnitsPanelProps) {
  const people = (unitId: string): number =>
    accounts.filter((account) => account.unitId === unitId && !account.disabled).length;
  return (
    <section aria-labelledby="units">
      <h2 id="units" className={classes.sectionTitle}>
        责任单位
      </h2>
      <p className={classes.lead}>新建年度自评时，清单里的牵头单位会自动加入；其他单位可以在这里补充。</p>
      <AddUnit onAdded={onAdded} />
      {units.length === 0 ? (
        <p className={classes.lead}>还没有责任单位。</p>
      ) : (
        <ul className={classes.units}>
          {units.map((unit) => (
            <li key={unit.id}>
              <span>{unit.name}</span>
              <span className={classes.people}>
                {people(unit.id) === 0 ? "还没有账号" : `${people(unit.id)}个账号`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function AddUnit({ onAdded }: { onAdded: () => Promise<void> }) {
  const form = useForm({ resolver: zodResolver(bodySchema(createUnit)), defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(createUnit, { body });
      await onAdded();
      form.resetField("name");
      form.setFocus("name");
    } catch (error) {
      showFailure(error, form, { "unit.name-taken": "name" });
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={classes.addUnit}>
      <TextInput
        label="单位名称"
        placeholder="例如：区财政局"
        autoComplete="off"
        error={errors.name?.message}
        className={classes.filter}
        {...form.register("name")}
      />
      <Button type="submit" variant="default" disabled={isSubmitting}>
        {isSubmitting ? "正在新增…" : "新增单位"}
      </Button>
      <FormFailure message={errors.root?.server?.message} />
    </form>
  );
}
