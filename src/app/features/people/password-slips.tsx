import { Button } from "@mantine/core";
import { IconFileSpreadsheet, IconPrinter } from "@tabler/icons-react";
import classes from "#app/features/people/people.module.css";
import { Notice } from "#app/ui/notice.tsx";
import { saveWorkbook } from "#app/ui/save-workbook.ts";
import type { InitialPassword } from "#core/api/people.ts";
import { passwordSheet } from "#core/people/sheets.ts";

/** Shown once: nothing but this page knows them. */
export function PasswordSlips({ slips }: { slips: readonly InitialPassword[] }) {
  if (slips.length === 0) return null;
  return (
    <section aria-labelledby="slips" className={classes.passwords}>
      <h2 id="slips" className={classes.title}>
        初始密码
      </h2>
      <div className={classes.unprinted}>
        <Notice tone="warn">
          初始密码只显示这一次，系统不保存。请立即打印或下载，当面交给本人；离开本页后只能重发。首次登录须修改密码。
        </Notice>
        <div className={classes.actions}>
          <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            打印
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
            onClick={() => void saveWorkbook([passwordSheet(slips)], "初始密码.xlsx")}
          >
            下载表格
          </Button>
        </div>
      </div>
      <ul className={classes.slips}>
        {slips.map(({ name, username, unit, password }) => (
          <li key={username} className={classes.slip}>
            <dl>
              {unit !== "" && (
                <>
                  <dt>单位</dt>
                  <dd>{unit}</dd>
                </>
              )}
              <dt>姓名</dt>
              <dd>{name}</dd>
              <dt>用户名</dt>
              <dd>{username}</dd>
              <dt>初始密码</dt>
              <dd className={classes.password}>{password}</dd>
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}
