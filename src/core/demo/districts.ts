/** The districts and counties of Chongqing, and two development zones that report like one. */
const NAMES = [
  "万州区 黔江区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 渝北区 巴南区 长寿区 江津区 合川区 永川区 南川区",
  "綦江区 大足区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区 城口县 丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县",
  "石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县 两江新区 重庆高新区",
].flatMap((line) => line.split(" "));

export const MOST_DISTRICTS = NAMES.length;

/** What marks everything that is made up. */
export const DEMO_MARK = "演示数据";

/** As organisations are called here: never to be taken for the district itself. */
export const demoDistricts = (count: number): string[] => NAMES.slice(0, count).map((name) => `${name}（演示）`);

export const DEMO_CITY = "市教育督导室（演示）";
