/** How statements of official prose begin: what follows a figure or a heading without a stop is told by these. */

/** adverbs that open a new clause */
export const ADVERBS =
  "不断|继续|进一步|严格|全面|切实|大力|积极|认真|深入|扎实|着力|加快|持续|充分|有序|稳步|有效|统筹|坚决|牢牢|及时";

/** transitive verbs that open a clause with an object */
export const VERBS =
  "加强|强化|推进|落实|完善|建立|健全|确保|保障|形成|促进|推动|提高|提升|实现|开展|实施|优化|深化|加大|规范|守牢|做好|抓好|做到|贯彻|执行|构建|打造|扩大|解决|消除|防范|化解|创建|巩固|夯实|改善|加快|完成|组织|出台|印发|制定|成立|满足|维护";

/** subjects that a sentence of a district's report begins with */
export const SUBJECTS =
  "我[省市州区县旗]|[省市州区县旗](?:教委|教育局|教体局|政府|委教育工委|委、|委常委会|委书记|财政局)|中共中央|党中央|国务院|习近平|教育部";

export const YEAR_AHEAD = "(?:19|20)\\d{2}(?:年|—|学年)";
