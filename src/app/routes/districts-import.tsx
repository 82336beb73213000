import { Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { call } from "#app/data/client.ts";
import { managesDistricts, useMe } from "#app/data/me.ts";
import { districtsQuery } from "#app/data/people-queries.ts";
import { SheetPanel } from "#app/features/people/sheet-panel.tsx";
import { ButtonLink } from "#app/ui/button-link.tsx";
import { Page } from "#app/ui/page.tsx";
import { importDistricts, planDistricts } from "#core/api/people.ts";
import { districtTemplate } from "#core/people/sheets.ts";

export function DistrictsImportRoute() {
  const me = useMe();
  const queryClient = useQueryClient();
  return (
    <Page
      title="用表格导入区县"
      aside={
        <ButtonLink to="/districts" variant="default" size="sm">
          返回区县管理
        </ButtonLink>
      }
    >
      {managesDistricts(me) ? (
        <SheetPanel
          what="区县"
          template={districtTemplate}
          target={{
            plan: (rows) => call(planDistricts, { body: { rows } }),
            write: (body) => call(importDistricts, { body }),
          }}
          onWritten={() => void queryClient.invalidateQueries({ queryKey: districtsQuery.queryKey })}
        />
      ) : (
        <Text>区县由安装本系统的市级单位的管理员管理。</Text>
      )}
    </Page>
  );
}
