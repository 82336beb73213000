import type { SystemState } from "#core/api/inspection.ts";

export interface Fact {
  name: string;
  text: string;
  /** in words what is wrong; absent = nothing is */
  warning?: string | undefined;
}

const UNITS = ["KB", "MB", "GB", "TB"];
const STORE_TEXT = { sqlite: "内置 SQLite", postgres: "PostgreSQL" };
/** Below this share of the disk the next upload may be the one that does not fit. */
const TIGHT = 0.1;

/** 1536 → 1.5KB */
export function amountText(bytes: number): string {
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)}${UNITS[unit]}`;
}

/** Milliseconds as the two largest of days, hours and minutes. */
export function lastingText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), "天"],
    [Math.floor(minutes / 60) % 24, "小时"],
    [minutes % 60, "分钟"],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "不到1分钟";
  return parts
    .slice(first, first + 2)
    .flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : []))
    .join("");
}

/** What is stored, and where. */
export function storageFacts({ store, files, templates, process: { disk } }: SystemState): Fact[] {
  const behind = store.migration < store.newest;
  return [
    {
      name: "数据库",
      text: `${STORE_TEXT[store.kind]}${store.bytes === null ? "" : `，${amountText(store.bytes)}`}`,
    },
    {
      name: "数据结构",
      text: `第${store.migration}号`,
      warning: behind ? `本程序为第${store.newest}号，请重新启动以完成升级` : undefined,
    },
    {
      name: "佐证材料",
      text: `${files.count}个文件，${amountText(files.bytes)}`,
      warning: files.usable ? undefined : "现在无法写入，请检查材料所在文件夹或对象存储",
    },
    {
      name: "磁盘",
      text: disk === null ? "未能读取" : `剩余${amountText(disk.free)}，共${amountText(disk.size)}`,
      warning: disk !== null && disk.free < disk.size * TIGHT ? "剩余不足一成，请尽快清理或扩容" : undefined,
    },
    { name: "清单", text: `${templates}套随程序安装` },
  ];
}

/** The program that answered. */
export function processFacts({ at, version, process }: SystemState): Fact[] {
  const { memory, eventLoop, node, platform, requests, failed } = process;
  return [
    { name: "版本", text: version },
    { name: "运行环境", text: node === null ? "未能读取" : `Node ${node}${platform === null ? "" : `，${platform}`}` },
    { name: "已运行", text: lastingText(Date.parse(at) - Date.parse(process.startedAt)) },
    { name: "内存", text: memory === null ? "未能读取" : amountText(memory.rss) },
    {
      name: "处理延迟",
      text:
        eventLoop === null
          ? "未能读取"
          : `平均${eventLoop.mean}毫秒，99%不超过${eventLoop.p99}毫秒，最长${eventLoop.max}毫秒`,
    },
    { name: "请求", text: `${requests}次，其中服务器出错${failed}次` },
  ];
}
