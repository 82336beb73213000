/**
 * What passwords of Chinese users are made of: the classes that studies of leaked lists name again and again (pinyin of
 * phrases and names, places, English words, numbers that sound like words). Written down for this project from general
 * knowledge, no list was copied; same licence as the program. Lower case, without separators.
 */
const words = (text: string): string[] => text.trim().split(/\s+/);

export const PHRASES = words(`
  woaini woaiwo woainimen woaiwojia woaiwoziji woaimama woaibaba woaizhongguo woaizuguo woaibeijing woaichongqing woaixuexi
  woxihuanni woxiangni wodemima wodeaini wodetiankong wodeshijie wodexin wobuzhidao woshishei woshini woshiwo woyaofacai
  woyaofaying nihao nihaoma nishishei nishizhu nishiwodeweiyi nimabi caonima zhuzhu xiaozhu xiaomao xiaogou xiaobai xiaohei
  xiaoxiao xiaoyu xiaoming xiaohong xiaofeng xiaoqiang xiaoxin xiaojie xiaolong baobao baobei baobeier laopo laogong
  laopowoaini laogongwoaini qinaide tiantian kuaile tiantiankuaile xingfu pingan jiankang facai gongxifacai wanshiruyi
  yilupingan haohaoxuexi tiantianxiangshang aiqing yongyuan yongyuanaini mima mimashi dengluzhanghu zhanghao denglu
  shengri shengrikuaile huanying zhongguo zhonghua zhongguoren zuguo dangdang renmin gongchandang weirenminfuwu asiwo
  aiwozhonghua buxiangshuo buzhidao suibian wusuowei meiyoumima meimima wangjile womenjia jiayou jintian mingtian laoshi
  xuesheng xuexiao daxue zhongxue xiaoxue youeryuan diannao shouji dianhua weixin taobao baidu tengxun alibaba huawei
  zhifubao wangzherongyao yingxiong longlong feifei huanhuan lele leilei tingting xuexue yangyang mengmeng jiajia
  我爱你 我的密码 密码 你好 中国 祖国 重庆 北京 上海 教育 教委 教育局 教育委员会 督导 督学 督导办 自评 自评通 履职 政府
  区政府 市政府 欢迎 快乐 生日快乐 恭喜发财 万事如意 一路平安 好好学习 天天向上 为人民服务 管理员 填报人 统稿人 审定人
`);

/** Of this trade and this program: what is tried first against exactly these accounts. */
export const OFFICE = words(`
  ziping zipingtong jiaoyu jiaowei jiaoyuju jiaoyuju jiaoyuweiyuanhui dudao duxue dudaoban dudaoshi zhengfu quzhengfu
  shizhengfu bangongshi caizheng caizhengju renshi renshe rensheju shenji tongji tongjiju lvzhi lvxingzhize zhize baogao
  zipingbaogao tianbao tianbaoren tonggao tonggaoren shending guanli guanliyuan chaoyue yubei yubeiqu jiangbei jiangbeiqu
  nanan jiulongpo shapingba yuzhong beibei banan dadukou wanzhou fuling qianjiang changshou jiangjin hechuan yongchuan
  nanchuan bishan tongliang tongnan rongchang kaizhou liangping wulong chongqing chongqingshi cqjw jyj sjw gov edu
`);

export const PLACES = words(`
  beijing shanghai tianjin guangzhou shenzhen chengdu hangzhou nanjing wuhan xian changsha zhengzhou jinan qingdao dalian
  shenyang changchun haerbin hefei fuzhou xiamen nanchang kunming guiyang nanning haikou lanzhou xining yinchuan wulumuqi
  lasa huhehaote taiyuan shijiazhuang suzhou wuxi ningbo wenzhou dongguan foshan zhuhai sichuan hunan hubei henan hebei
  shandong shanxi jiangsu zhejiang anhui jiangxi fujian guangdong guangxi hainan guizhou yunnan gansu qinghai liaoning
  jilin heilongjiang neimenggu ningxia xinjiang xizang taiwan xianggang aomen
`);

export const ENGLISH = words(`
  password passwd passw pass admin administrator root user guest test tester testing demo default welcome login system
  manager master server computer internet windows microsoft office google apple iphone android samsung letmein changeme
  secret iloveyou ilove loveyou love lover lovely baby babygirl angel princess sunshine monkey dragon tiger lion panda
  football basketball baseball soccer superman batman spiderman pokemon starwars matrix ninja hello helloworld world china
  chinese school teacher student education government report company money lucky happy forever friend family mother father
  summer winter spring autumn monday sunday january december flower orange banana cookie chocolate coffee freedom peace
  jordan kobe james michael jessica jennifer daniel david jack tom jerry jason kevin tony peter linda mary lily lucy alice
  qq qqmima abc abcd abcde abcdef abcdefg abcdefgh xyz aaa asd zxc qwe qaz wsx edc xxx yyy zzz ooo lol omg
`);

export const SURNAMES = words(`
  wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang han feng deng
  cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren shen yao lu fu zhong cui tan liao fan
  wangs shi jin jia xia fang zou xiong bai meng qin qiu hou yin xue yan lei long duan hao kong shao mao chang wan gu lai kang
  qian tao mo niu hong gong ouyang
`);

export const GIVEN = words(`
  wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao xia ping gang hong bo hui ting ling hua feng bin
  xin yu dan peng fei mei lin rui long kun jian kai hao yi yuan qing xue liang cheng dong mengmeng tingting jingjing lili
  yingying xiaoming xiaohong xiuying guiying xiulan yulan guilan jianguo jianhua jianjun zhiqiang zhiyong weidong guoqiang
  haiyan xiaoyan xiaoli zihan haoran yuxuan zixuan yichen yinuo xinyi mingming lei meng zhe wen shuai
`);

/** Numbers that sound like a sentence, dates that everybody knows, service numbers. */
export const NUMBERS = words(`
  520 521 1314 5201314 5211314 1314520 1314521 520520 521521 13145201314 52013145201314 7758521 7758258 5845201314 584520
  584131421 3344520 3344521 201314 147258 147258369 258369 159357 357159 159753 741852963 963852741 789456123 123789 456789
  147369 246810 13579 24680 112233 223344 1122334455 102030 101010 147852 147852369 369258147 168168 518518 666888 888666
  168888 518888 5188 1688 8888 6666 9999 110110 110120 119119 12306 10086 10010 10000 12345 88888888 66666666 1949 19491001
  20080808 20082008 1997 2008 2020 2022 2023 2024 2025 2026
`);
