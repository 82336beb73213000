import { type Fault, faultsBy } from "#core/prose/fault.ts";

/**
 * Slips that are frequent in typed and scanned official prose: a homophone or a character of the same shape, in a word
 * that does not exist. Where the wrong spelling can also be a piece of other words, `before` and `after` narrow it.
 */
interface Slip {
  wrong: string;
  right: string;
  before?: string;
  after?: string;
}

const SLIPS: readonly Slip[] = [
  // homophones
  { wrong: "布署", right: "部署" },
  { wrong: "座落", right: "坐落" },
  { wrong: "部份", right: "部分" },
  { wrong: "成份", right: "成分" },
  { wrong: "既使", right: "即使" },
  { wrong: "必竟", right: "毕竟" },
  { wrong: "竟争", right: "竞争" },
  { wrong: "竟赛", right: "竞赛" },
  { wrong: "竟聘", right: "竞聘" },
  { wrong: "签定", right: "签订" },
  { wrong: "修定", right: "修订" },
  { wrong: "装璜", right: "装潢" },
  { wrong: "震憾", right: "震撼" },
  { wrong: "松驰", right: "松弛" },
  { wrong: "防碍", right: "妨碍" },
  { wrong: "坚难", right: "艰难" },
  { wrong: "粗旷", right: "粗犷" },
  { wrong: "亲睐", right: "青睐" },
  { wrong: "再接再励", right: "再接再厉" },
  { wrong: "一股作气", right: "一鼓作气" },
  { wrong: "迫不急待", right: "迫不及待" },
  { wrong: "名符其实", right: "名副其实" },
  { wrong: "明查暗访", right: "明察暗访" },
  { wrong: "因地治宜", right: "因地制宜" },
  { wrong: "循序渐近", right: "循序渐进" },
  { wrong: "有条不絮", right: "有条不紊" },
  { wrong: "重分", right: "充分", after: "发挥|彰显|体现|利用|调动|认识|肯定|考虑|展示|保障|尊重|运用" },
  { wrong: "冲分", right: "充分", after: "发挥|彰显|体现|利用|调动|认识|肯定|考虑|展示|保障|尊重|运用" },
  { wrong: "复盖", right: "覆盖" },
  { wrong: "重覆", right: "重复" },
  { wrong: "反覆", right: "反复" },
  { wrong: "答覆", right: "答复" },
  { wrong: "帐户", right: "账户" },
  { wrong: "帐号", right: "账号" },
  { wrong: "台帐", right: "台账" },
  { wrong: "帐目", right: "账目" },
  // characters of one shape
  { wrong: "拔付", right: "拨付" },
  { wrong: "拔款", right: "拨款" },
  { wrong: "划拔", right: "划拨" },
  { wrong: "气侯", right: "气候" },
  { wrong: "时侯", right: "时候" },
  { wrong: "侯选", right: "候选" },
  { wrong: "侯补", right: "候补" },
  { wrong: "教肓", right: "教育" },
  { wrong: "体肓", right: "体育" },
  { wrong: "德肓", right: "德育" },
  { wrong: "美肓", right: "美育" },
  { wrong: "保肓", right: "保育" },
  { wrong: "幼儿圆", right: "幼儿园" },
  { wrong: "校圆", right: "校园" },
  { wrong: "园满", right: "圆满" },
  { wrong: "己经", right: "已经", before: "(?<!自)" },
  { wrong: "自已", right: "自己" },
  { wrong: "末来", right: "未来" },
  { wrong: "末能", right: "未能" },
  { wrong: "末成年", right: "未成年" },
  { wrong: "人成年人", right: "未成年人", before: "(?<=侵害|保护|预防|关爱|教育)" },
  { wrong: "期未", right: "期末", before: "(?<!学)", after: "考试|检测|测试|成绩|监测" },
  { wrong: "暑名", right: "署名" },
  { wrong: "部暑", right: "部署" },
  { wrong: "署假", right: "暑假" },
  { wrong: "署期", right: "暑期" },
  { wrong: "幅射", right: "辐射" },
  { wrong: "遗撼", right: "遗憾" },
  { wrong: "针贬", right: "针砭" },
  { wrong: "脉博", right: "脉搏" },
  { wrong: "贯输", right: "灌输" },
];

const RIGHT: ReadonlyMap<string, string> = new Map(SLIPS.map(({ wrong, right }) => [wrong, right]));
const ANY_SLIP = new RegExp(
  SLIPS.map(
    ({ wrong, before = "", after }) => `${before}${wrong}${after === undefined ? "" : `(?=了?(?:${after}))`}`,
  ).join("|"),
  "g",
);

export const wrongWordFaults = faultsBy(
  ANY_SLIP,
  ({ index, 0: wrong }): Fault => ({
    kind: "wrong-word",
    start: index,
    end: index + wrong.length,
    certainty: "high",
    replacement: RIGHT.get(wrong) ?? wrong,
  }),
);
