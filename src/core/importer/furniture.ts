/** What government sites and those that copy them print around a publication, wherever it stands. */
const ANYWHERE =
  /^(?:[>＞›»|/\\]+|您?的?(?:当前|现在)的?(?:所在)?位置\s?[:：].*|您现在的位置.*|当前位置.*|.{0,8}扫一扫.{0,20}(?:打开|阅读|关注|分享).*|语音播报|退出播报模式|(?:【?(?:打印|关闭|分享|返回顶部|返回首页|收藏|纠错|朗读|大|中|小|字号|字体)】?[\s|/]*)+|(?:字体|字号)\s?[:：]?.{0,12}|image\.(?:png|jpe?g|gif)|https?:\/\/\S+.*|.*\|\s*无障碍.*|.*(?:登录\s*\|\s*注册|设为首页|加入收藏|公网安备|网站标识码|ICP备).*|分享到\s?[:：]?.*|(?:浏览|阅读|点击)(?:次数|量|数)\s?[:：].*|上一(?:篇|条)\s?[:：]?.*|下一(?:篇|条)\s?[:：]?.*|(?:责任)?编辑\s?[:：].{0,12})$/;
/** Words that could also be a line of a report: they count only outside of its text. */
const AROUND =
  /^(?:来源\s?[:：].*|(?:附件下载|视频|音频|图解|图片|相关(?:报道|文件|专题|链接|阅读|解读|附件|新闻|文章)|政策解读|文件解读|网站地图|联系我们|关于我们|版权(?:所有|声明)?|主办(?:单位)?|承办(?:单位)?|技术支持|推荐阅读|热门文章|返回|首页|更多)\s?[:：>»]?.{0,60}|(?:特别说明|免责声明|版权声明|声明)\s?[:：].*|.{0,40}相关文章.{0,20}(?:点击|查看).*|(?:首页|网站首页)\s?[>＞›»/].*|政务公开[>＞›»/].*)$/;

export const isFurniture = (line: string): boolean => ANYWHERE.test(line);
export const isFurnitureAround = (line: string): boolean => isFurniture(line) || AROUND.test(line);
