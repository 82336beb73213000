import { Button, TextInput } from "@mantine/core";
import { IconAlertTriangleFilled, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { AdministratorDialog, ChangeDistrictDialog, NewDistrictDialog } from "#app/features/people/district-dialog.tsx";
import classes from "#app/features/people/people.module.css";
import type { District } from "#core/api/people.ts";

export interface DistrictsPanelProps {
  districts: readonly District[];
  /** the way to the spreadsheet */
  tools: ReactNode;
  onChanged: () => Promise<void>;
}

type Open = { kind: "new" } | { kind: "change" | "administrator"; district: District };

/** The districts of the installation with those who open their accounts. */
export function DistrictsPanel({ districts, tools, onChanged }: DistrictsPanelProps) {
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const word = typed.trim();
  const rows = districts.filter(({ name, code, administrators }) =>
    `${name} ${code ?? ""} ${administrators.join(" ")}`.includes(word),
  );
  return (
    <section aria-label="区县">
      <div className={classes.actions}>
        <TextInput
          aria-label="筛选区县"
          placeholder="按名称、代码或管理员筛选"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span role="status" className={classes.number}>
          {word === "" ? `共${districts.length}个区县` : `${rows.length}/${districts.length}个区县`}
        </span>
        {tools}
        <Button onClick={() => setOpen({ kind: "new" })}>新建区县</Button>
      </div>
      {districts.length === 0 ? (
        <p className={classes.lead}>还没有区县。可以逐个新建，也可以用表格一次建好。</p>
      ) : (
        <DistrictTable rows={rows} onOpen={setOpen} />
      )}
      {open?.kind === "new" && <NewDistrictDialog onSaved={onChanged} onClose={close} />}
      {open?.kind === "change" && <ChangeDistrictDialog district={open.district} onSaved={onChanged} onClose={close} />}
      {open?.kind === "administrator" && (
        <AdministratorDialog district={open.district} onSaved={onChanged} onClose={close} />
      )}
    </section>
  );
}

function DistrictTable({ rows, onOpen }: { rows: readonly District[]; onOpen: (open: Open) => void }) {
  return (
    <div className={classes.box}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">区县</th>
            <th scope="col">代码</th>
            <th scope="col">管理员</th>
            <th scope="col">账号</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((district) => (
            <tr key={district.id}>
              <th scope="row">{district.name}</th>
              <td className={classes.number}>{district.code ?? "未填"}</td>
              <td>
                {district.administrators.length > 0 ? (
                  district.administrators.join("、")
                ) : (
                  <span className={classes.action}>
                    <IconAlertTriangleFilled size={15} aria-hidden />
                    没有可用的管理员
                  </span>
                )}
              </td>
              <td className={classes.number}>{district.accounts}个</td>
              <td className={classes.tools}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`修改：${district.name}`}
                  onClick={() => onOpen({ kind: "change", district })}
                >
                  修改
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`增设管理员：${district.name}`}
                  onClick={() => onOpen({ kind: "administrator", district })}
                >
                  增设管理员
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
