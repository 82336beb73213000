import { shortStamp } from "#app/data/clock.ts";
import type { NoticeProps } from "#app/ui/notice.tsx";
import type { BackupReason, BackupState } from "#core/api/backup.ts";
import { sizeText } from "#core/backup/size-text.ts";

interface Standing {
  tone: NoticeProps["tone"];
  words: string;
}

const DAY_MS = 86_400_000;
/** a weekend with the machine switched off is nothing to worry about, a longer gap is */
const OLD_MS = 3 * DAY_MS;

/** How it stands with the backups, in one sentence with its remedy; `now` as the server counts it. */
export function standingOf(state: BackupState, now: number): Standing {
  const { last, failure } = state;
  const until = last === null ? "还没有任何备份" : `最近一次完好的备份是${shortStamp(last.madeAt)}的`;
  if (state.schedule === "off" && last === null)
    return {
      tone: "warn",
      words: "没有启用自动备份，数据只有一份。请管理服务器的人去掉 BACKUP=off，或定期执行 npm run ziping -- backup",
    };
  if (state.schedule === "off") return { tone: "warn", words: `没有启用自动备份，${until}` };
  if (state.schedule === "outside")
    return {
      tone: "calm",
      words:
        "多个服务进程共用数据库，本进程没有设 BACKUP_DIR，不自动备份；由设了的进程或管理服务器的人定时备份，是否按时请向其核实",
    };
  if (failure !== null)
    return { tone: "danger", words: `${shortStamp(failure.at)}备份失败：${failure.message}。${until}` };
  if (last === null) return { tone: "warn", words: "还没有备份，启动几分钟后自动进行，也可立即备份" };
  if (last.missing > 0)
    return {
      tone: "warn",
      words: `${until}，但有${last.missing}个材料文件在备份前已缺失或损坏，请检查磁盘，并请材料的上传人重新上传`,
    };
  if (now - Date.parse(last.madeAt) > OLD_MS)
    return { tone: "warn", words: `${until}，已超过三天。请立即备份，并让本机在凌晨2时后或每天工作时间开机` };
  return { tone: "good", words: `${until}，已读回核对` };
}

const REASON_TEXT: Record<BackupReason, string> = { daily: "每日自动", asked: "人工", upgrade: "升级前" };

/** What is known of it, by name. */
export function factsOf({ last, kept, next, place }: BackupState): [name: string, value: string][] {
  return [
    ...(last === null
      ? []
      : ([
          ["大小", `${sizeText(last.bytes)}，含${last.files}个文件`],
          ["方式", `${REASON_TEXT[last.reason]}，${last.encrypted ? "已加密" : "未加密"}`],
          ["保留", `${kept}份`],
        ] satisfies [string, string][])),
    ...(next === null ? [] : ([["下次", shortStamp(next)]] satisfies [string, string][])),
    [
      "位置",
      place === "data"
        ? "数据文件夹中的 backups，与数据在同一磁盘；请定期复制到移动硬盘，或用 BACKUP_DIR 存到另一块磁盘"
        : "BACKUP_DIR 指定的文件夹",
    ],
  ];
}
