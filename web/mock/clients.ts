const D: [string, string, string, string, string, number, string, string, number, number, number][] = [
  ['启岳半导体(苏州)有限公司', 'A', '半导体', '江苏 苏州', '周予安', 2, '59500000.00', '4150000.00', 2, 86, 18],
  ['沧澜水务集团有限公司', 'AA', '水务环保', '江苏 南京', '林舒然', 3, '41286000.00', '0.00', 5, 94, 0],
  ['禾木生物制药股份有限公司', 'B', '生物医药', '浙江 杭州', '周予安', 1, '28643500.00', '2864000.00', 1, 71, 34],
  ['临港北辰冷链物流有限公司', 'C', '仓储物流', '上海 浦东', '陈砚', 1, '19750000.00', '6125000.00', 41, 52, 76],
  ['瀚川轨道装备有限公司', 'A', '轨道交通', '江苏 常州', '顾明川', 2, '17320800.00', '0.00', 6, 88, 0],
  ['安澜市第一人民医院', 'AA', '医疗卫生', '浙江 嘉兴', '林舒然', 1, '15600000.00', '0.00', 3, 90, 0],
  ['云麓文旅投资发展有限公司', 'C', '文旅', '安徽 黄山', '陈砚', 1, '12889000.00', '3550000.00', 33, 47, 58],
  ['中垣新能源有限公司', 'B', '新能源', '江苏 盐城', '周予安', 2, '11074600.00', '648000.00', 9, 79, 6],
  ['澄江市城市建设投资有限公司', 'D', '政府平台', '江苏 无锡', '陈砚', 1, '4639200.00', '4639200.00', 62, 58, 143],
  ['星垂数据科技有限公司', 'A', '数据中心', '江苏 南通', '周予安', 0, '0.00', '0.00', 0, 38, 0],
];
const all = Array.from({ length: 168 }, (_, i) => {
  const d = D[i % D.length] ?? D[0];
  if (!d) throw new Error('no rows');
  const last = new Date(Date.now() - d[8] * 86_400_000).toISOString();
  return { id: `c${i}`, version: 1, name: i < D.length ? d[0] : `${d[0]}第 ${Math.floor(i / D.length)} 分公司`, grade: d[1], industry: d[2], region: d[3], owner: { id: d[4], name: d[4] }, contracts: d[5], receivable: d[6], overdue: d[7], overdue_days: d[10], last_contact: last, completeness: d[9] };
});

export const listMeta = {
  code: 'clients', title: '客户', default_sort: '-receivable', searchable: true, left_out: [], closed: [],
  columns: [
    ['name', '客户名称', 'text'], ['grade', '信用', 'text'], ['industry', '行业', 'text'], ['region', '地区', 'text'], ['owner', '负责人', 'person'],
    ['receivable', '应收余额', 'money'], ['overdue', '其中逾期', 'money'], ['last_contact', '最近跟进', 'datetime'],
  ].map(([key, label, type]) => ({ key, label, type, sortable: ['name', 'receivable', 'overdue', 'last_contact'].includes(key ?? ''), sum: type === 'money', choices: null })),
  filters: [
    { key: 'name', label: '客户名称', type: 'text', ops: ['contains', 'eq', 'ne', 'empty', 'filled'], choices: null },
    { key: 'region', label: '地区', type: 'choice', ops: ['in', 'nin', 'empty', 'filled'], choices: [{ value: '江苏', label: '江苏' }, { value: '浙江', label: '浙江' }, { value: '上海', label: '上海' }] },
    { key: 'receivable', label: '应收余额', type: 'money', ops: ['eq', 'gte', 'lte', 'gt', 'lt', 'between'], choices: null },
    { key: 'overdue', label: '其中逾期', type: 'money', ops: ['eq', 'gte', 'lte', 'gt', 'lt', 'between'], choices: null },
    { key: 'last_contact', label: '最近跟进', type: 'date', ops: ['eq', 'gte', 'lte', 'gt', 'lt', 'between', 'empty', 'filled'], choices: null },
    { key: 'owner', label: '负责人', type: 'person', ops: ['in', 'nin', 'empty', 'filled'], choices: null },
    { key: 'key_account', label: '重点客户', type: 'bool', ops: ['eq'], choices: null },
  ],
};

export function clients(url: URL, summary = false): unknown {
  const q = url.searchParams.get('q') ?? '';
  const filters = url.searchParams.getAll('filter').map((f) => f.split(':'));
  const hits = all.filter((c) => c.name.includes(q) && filters.every(([field, op, value = '']) => {
    if (field === 'region') return value.split(',').some((v) => c.region.startsWith(v)) === (op === 'in');
    if (field === 'overdue' && op === 'gt') return Number(c.overdue) > Number(value);
    return true;
  }));
  if (summary) {
    const sum = (k: 'receivable' | 'overdue') => hits.reduce((n, c) => n + Number(c[k]), 0).toFixed(2);
    return { count: hits.length, capped: false, total: all.length, total_capped: false, sums: { receivable: sum('receivable'), overdue: sum('overdue') } };
  }
  const sort = url.searchParams.get('sort') ?? '-receivable';
  const key = sort.replace('-', '') as 'receivable';
  const sorted = [...hits].sort((a, b) => (Number(a[key]) - Number(b[key]) || String(a[key]).localeCompare(String(b[key]))) * (sort.startsWith('-') ? -1 : 1));
  const size = Number(url.searchParams.get('size') ?? 50);
  const at = Number(url.searchParams.get('cursor') ?? 0);
  return { items: sorted.slice(at, at + size), next: at + size < hits.length ? String(at + size) : null, prev: at > 0 ? String(Math.max(0, at - size)) : null };
}
