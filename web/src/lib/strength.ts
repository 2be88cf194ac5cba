import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** Words in pinyin that passwords here are made of, and numbers that sound like sentences. */
const CHINESE = `woaini woaiwo woshishui wodemima mima aini nihao zhongguo beijing shanghai shenzhen guangzhou hangzhou suzhou nanjing wuhan
chengdu gongsi gongcheng xiangmu kehu hetong guanli guanliyuan dougong jianzhu caiwu xiaoshou laoban wangba zhangsan lisi wangwu
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao
tian dong pan yuan yu jiang cai jia ding wei xue ye yan du dai xia zhong fang ren fan shi yao tan sheng zou xiong jin lu hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan
520 521 1314 5201314 1314520 7758521 666 888 8888 168 518 9527 10086 110 112233 147258 123123 aptx4869 qwe123 abc123 a123456`.split(/\s+/);

const meter = new ZxcvbnFactory({ dictionary: { ...dictionary, 'pinyin-common': CHINESE }, graphs: adjacencyGraphs });

/** 0 to 4: how long a guesser would need, reckoned here; the password goes nowhere. `about` are names he would try first. */
export function strength(password: string, about: string[]): number {
  return meter.check(password.slice(0, 100), about.flatMap((a) => a.toLowerCase().split(/[\s@.]+/)).filter((a) => a.length > 1)).score;
}
