const SYSTEMS: readonly [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, "鸿蒙"],
  [/Windows/, "Windows"],
  [/Android/, "安卓"],
  [/iPhone|iPad|iPod/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/UOS|Uos/, "统信"],
  [/Linux|X11/, "Linux"],
];
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, "微信"],
  [/360SE|360EE|QIHU/, "360浏览器"],
  [/QQBrowser/, "QQ浏览器"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrom(?:e|ium)\//, "Chrome 内核"],
  [/Safari\//, "Safari"],
];

const nameIn = (list: readonly [RegExp, string][], agent: string): string | undefined =>
  list.find(([pattern]) => pattern.test(agent))?.[1];

/** Enough to know one's own device again, too little to tell a person by: no version, no model. */
export function deviceName(agent: string | null): string {
  const known = [nameIn(SYSTEMS, agent ?? ""), nameIn(BROWSERS, agent ?? "")].filter((each) => each !== undefined);
  return known.length === 0 ? "未知设备" : known.join(" · ");
}
