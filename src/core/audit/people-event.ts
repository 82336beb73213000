import { roleText } from "#core/audit/account-change.ts";

interface HandOver {
  username: string;
  name: string;
  to: { username: string; name: string };
  roles: readonly string[];
  items: number;
  duties: number;
  threads: number;
  phrases: number;
}

/** 张三（zhangsan）离岗，由李四（lisi）接手：条目3条，审核任务2项；随之获得角色：督学 */
export function describeHandOver({ username, name, to, roles, ...counts }: HandOver): string {
  const parts = [
    counts.items > 0 ? `改分条目${counts.items}条` : "",
    counts.duties > 0 ? `审核任务${counts.duties}项` : "",
    counts.threads > 0 ? `未解决批注${counts.threads}条` : "",
    counts.phrases > 0 ? `常用语${counts.phrases}条` : "",
  ].filter((part) => part !== "");
  const what = parts.length === 0 ? "名下没有需要移交的事项" : parts.join("，");
  const given = roles.length === 0 ? "" : `；接手人随之获得角色：${roles.map(roleText).join("、")}`;
  return `${name}（${username}）离岗，由${to.name}（${to.username}）接手：${what}${given}`;
}

interface OrganisationChange {
  from: { name: string; code: string | null };
  to: { name: string; code: string | null };
}

export function describeOrganisation({ from, to }: OrganisationChange): string {
  const name = from.name === to.name ? "" : `，名称由“${from.name}”改为“${to.name}”`;
  const code = from.code === to.code ? "" : `，代码由“${from.code ?? "无"}”改为“${to.code ?? "无"}”`;
  return `修改区县“${from.name}”${name}${code}`;
}
