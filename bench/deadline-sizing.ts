/** What is taken for granted on paper; each can be doubted by itself. */
export const ASSUMED = {
  /** people of one district at work at the same time on the last evening */
  peoplePerDistrict: 12,
  /** seconds between two requests of one person: typing is saved every few seconds, reading asks for nothing */
  secondsPerRequest: 8,
  /** of what was measured, how much is planned for */
  share: 0.5,
} as const;

export const AREAS = [
  { name: "1个市（40个区县）", districts: 40 },
  { name: "1个省（110个区县）", districts: 110 },
  { name: "全国（2844个区县）", districts: 2844 },
] as const;

export interface Need {
  name: string;
  perSecond: number;
  /** installations of one process on SQLite; a city has one of its own in any case */
  sqlite: number;
  /** pairs of processes on PostgreSQL, each pair on two cores */
  pairs: number;
}

export function needs(measured: { sqlite: number; pair: number }): Need[] {
  const { peoplePerDistrict, secondsPerRequest, share } = ASSUMED;
  return AREAS.map(({ name, districts }) => {
    const perSecond = (districts * peoplePerDistrict) / secondsPerRequest;
    const count = (each: number): number => Math.ceil(perSecond / (each * share));
    return { name, perSecond, sqlite: count(measured.sqlite), pairs: count(measured.pair) };
  });
}

export function printNeeds(measured: { sqlite: number; pair: number }): void {
  const { peoplePerDistrict, secondsPerRequest, share } = ASSUMED;
  process.stdout.write(
    `纸面推算（每区县同时${peoplePerDistrict}人，每人${secondsPerRequest}秒一次请求，按实测的${share * 100}%安排）\n`,
  );
  for (const { name, perSecond, sqlite, pairs } of needs(measured))
    process.stdout.write(
      `  ${name}：${perSecond.toFixed(0)}次/s，需单进程SQLite安装${sqlite}处，或PostgreSQL双进程（2核）${pairs}组\n`,
    );
}
