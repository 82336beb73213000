import { MantineProvider } from "@mantine/core";
import fc from "fast-check";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { amountText, lastingText, processFacts, storageFacts } from "#app/features/system/fact-rows.ts";
import { RequestTable } from "#app/features/system/request-table.tsx";
import { SessionTable } from "#app/features/system/session-table.tsx";
import { FailedTable, LockedList } from "#app/features/system/sign-in-tables.tsx";
import { VerificationState } from "#app/features/system/verification-panel.tsx";
import type { SystemState, Verification } from "#core/api/inspection.ts";

const draw = (node: ReactNode): string => renderToStaticMarkup(<MantineProvider>{node}</MantineProvider>);
const AT = "2022-11-08T06:05:00.000Z";
const GB = 1024 ** 3;

const state: SystemState = {
  at: AT,
  version: "1.2.3",
  store: { kind: "sqlite", migration: 13, newest: 13, bytes: 5 * 1024 * 1024 },
  files: { usable: true, count: 17, bytes: 3 * GB },
  templates: 4,
  process: {
    startedAt: "2022-11-06T03:00:00.000Z",
    node: "26.10.0",
    platform: "linux-x64",
    memory: { rss: 120 * 1024 * 1024, heapUsed: 1 },
    eventLoop: { mean: 1, p99: 12, max: 80 },
    disk: { free: 50 * GB, size: 100 * GB },
    requests: 1200,
    failed: 1,
    slowMs: 1000,
    slowRequests: [],
    failedRequests: [],
  },
  verification: null,
};
const warnings = (changed: Partial<SystemState>): string[] =>
  [...storageFacts({ ...state, ...changed }), ...processFacts({ ...state, ...changed })].flatMap(
    ({ warning }) => warning ?? [],
  );

describe("the facts of an installation", () => {
  it("are told in words, and warn of nothing while all is well", () => {
    const facts = Object.fromEntries(
      [...storageFacts(state), ...processFacts(state)].map(({ name, text }) => [name, text]),
    );
    expect(facts).toMatchObject({
      数据库: "内置 SQLite，5MB",
      佐证材料: "17个文件，3GB",
      磁盘: "剩余50GB，共100GB",
      已运行: "2天3小时",
      内存: "120MB",
      请求: "1200次，其中服务器出错1次",
    });
    expect(warnings({})).toEqual([]);
  });

  it("warn of a disk that fills, of files that cannot be written, of a database that is behind", () => {
    expect(warnings({ process: { ...state.process, disk: { free: 9 * GB, size: 100 * GB } } })).toHaveLength(1);
    expect(warnings({ files: { ...state.files, usable: false } })).toHaveLength(1);
    expect(warnings({ store: { ...state.store, migration: 12 } })).toHaveLength(1);
  });

  it("can be told where no machine can be asked", () => {
    const { process } = state;
    const nothing = { ...process, node: null, platform: null, memory: null, eventLoop: null, disk: null };
    expect(warnings({ process: nothing })).toEqual([]);
    expect(processFacts({ ...state, process: nothing }).filter(({ text }) => text === "未能读取")).toHaveLength(3);
  });

  it("have amounts and times that are short and grow with what they tell", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 50 }), (bytes) => {
        expect(amountText(bytes)).toMatch(/^\d{1,4}(\.\d)?(KB|MB|GB|TB)$/);
      }),
    );
    expect([0, 59_999, 60_000, 3_600_000, 90_061_000, 86_400_000].map(lastingText)).toEqual([
      "不到1分钟",
      "不到1分钟",
      "1分钟",
      "1小时",
      "1天1小时",
      "1天",
    ]);
  });
});

describe("the tables", () => {
  it("show a request by its number, pattern and code", () => {
    const request = {
      requestId: "3fa94c07b1d2",
      at: AT,
      method: "PUT",
      route: "/api/x/:id",
      status: 500,
      code: "server.fault" as const,
      ms: 12,
    };
    const html = draw(<RequestTable caption="出错的请求" requests={[request]} none="没有" />);
    for (const part of ["3fa94c07b1d2", "PUT /api/x/:id", "500 server.fault", "12毫秒", "<caption>出错的请求"])
      expect(html).toContain(part);
    expect(draw(<RequestTable caption="出错的请求" requests={[]} none="没有出错" />)).toContain("没有出错");
  });

  it("offer to end every session but the one that asks, each by its name", () => {
    const session = { name: "李四", username: "lisi", device: "Windows · Edge", since: AT, seenAt: AT };
    const sessions = [
      { ...session, id: "a", own: true },
      { ...session, id: "b", own: false },
      { ...session, id: "c", own: false, device: null },
    ];
    const html = draw(<SessionTable sessions={sessions} busyId="c" onEnd={() => undefined} />);
    expect(html.match(/aria-label="结束登录：[^"]*"/g)).toEqual([
      'aria-label="结束登录：李四，Windows · Edge"',
      'aria-label="结束登录：李四，设备尚不清楚"',
    ]);
    expect(html.match(/disabled=""/g)).toHaveLength(1);
    expect(html).toContain("当前登录");
  });

  it("say until when an account is locked, and let it be unlocked", () => {
    const locked = [{ accountId: "a", name: "李四", username: "lisi", until: AT }];
    const html = draw(<LockedList locked={locked} busyId={undefined} onUnlock={() => undefined} />);
    expect(html).toContain("李四（lisi）已锁定，14:05自动解除");
    expect(html).toContain('aria-label="解除锁定：李四"');
    expect(draw(<LockedList locked={[]} busyId={undefined} onUnlock={() => undefined} />)).toContain(
      "没有被锁定的账号",
    );
    const failure = { day: "2022-11-08", accountId: "a", name: "李四", username: "lisi", count: 3, lastAt: AT };
    expect(draw(<FailedTable failures={[failure]} days={30} />)).toContain("3次");
    expect(draw(<FailedTable failures={[]} days={30} />)).toContain("近30天本单位没有登录失败");
  });

  it("tell a run through the log from what it found", () => {
    const found = (kind: Verification["state"], broken: string | null = null): Verification => ({
      state: kind,
      number: 40,
      head: 90,
      at: AT,
      broken,
    });
    const said = (each: Verification | null, busy = false): string =>
      draw(<VerificationState found={each} busy={busy} />);
    expect(said(null)).toContain("尚未核验");
    expect(said(found("running"), true)).toContain("正在核验");
    expect(said(found("running"))).toContain("没有核验完");
    expect(said(found("sound"))).toContain("未发现删改");
    expect(said(found("broken", "第41条被改动"))).toContain("第41条被改动");
    expect(said(found("broken", "第41条被改动"))).toContain('role="alert"');
  });
});
