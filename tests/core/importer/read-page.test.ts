import { describe, expect, it } from "vitest";
import { readPage } from "#core/importer/read-page.ts";

const aside = (html: string) => {
  const { text, furniture } = readPage(html);
  return furniture.map(({ start, end }) => text.slice(start, end).trim());
};

describe("a saved page", () => {
  it("keeps menus and footers as furniture and leaves out what nobody sees", () => {
    const html = `<nav><a>首页</a></nav><div id="crumbs">您的位置</div><p>正文&nbsp;第一段。</p><!-- 注 --><script>if (1<2) "<p>"</script><p>第二段</p><div class="footer">版权</div>`;
    expect(readPage(html).text).toBe("首页\n您的位置\n正文 第一段。\n第二段\n版权\n");
    expect(aside(html)).toEqual(["首页", "您的位置", "版权"]);
  });

  it("writes rows with bars and numbers the entries of ordered lists", () => {
    expect(readPage("<table><tr><td>索引号</td><td>1</td></tr></table><ol><li>甲</li><li>乙</li></ol>").text).toBe(
      "索引号 | 1\n1.甲\n2.乙\n",
    );
  });

  it("takes lines that are only links for furniture, and sentences with links for text", () => {
    expect(
      aside(`<p><a>相关文章一</a> <a>相关文章二</a></p><p>见<a>《关于加强管理的通知》全文和附件清单</a>。</p>`),
    ).toEqual(["相关文章一 相关文章二"]);
  });

  it("reads broken HTML to the end", () => {
    expect(readPage("<p>开头 < 5 且 <b>未关闭<p>结尾 <").text).toBe("开头 < 5 且 未关闭\n结尾 <\n");
  });
});
