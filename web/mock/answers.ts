import { clients, listMeta } from './clients.ts';

interface Answer { status: number; body?: unknown }

const me = {
  id: 'u1', name: '周予安', kind: 'staff', title: '华东销售经理', department: { id: 'd1', name: '华东区' }, roles: ['sales_manager'],
  grants: { 'clients.client': ['view', 'create', 'update', 'archive', 'export'] }, company: { name: '筑衡工程有限公司', short_name: '筑衡工程' }, landing: '/clients',
};
const names = ['周予安 华东销售经理', '林舒然 销售代表', '梁见山 项目经理', '唐知远 现场工程师', '许闻溪 财务专员', '何听澜 客服专员', '方禹洲 数据管理员', '沈望舒 总经理', '秦守一 管理员'];
const welcome = {
  company: me.company, demo_password: 'demo',
  demo: names.map((n, i) => { const [name, title] = n.split(' '); return { name, title, login: `person${i}@zhuheng.example` }; }),
};
let signedIn = false;
const views: { id: string; list: string; name: string; query: string }[] = [{ id: 'v1', list: 'clients', name: '有逾期款', query: 'filter=overdue:gt:0' }];
const jobs = new Map<string, { id: string; kind: string; title: string; status: string; done: number; total: number; file: string | null }>();

function job(id: string): unknown {
  const j = jobs.get(id);
  if (!j) return null;
  j.done = Math.min(j.total, j.done + 25);
  j.status = j.done >= j.total ? 'done' : 'running';
  j.file = j.status === 'done' ? `/api/v1/jobs/${id}/file` : null;
  return j;
}

function problem(status: number, code: string, detail: string, errors: unknown[] = []): Answer {
  return { status, body: { type: 'about:blank', title: detail, status, code, detail, params: {}, errors, request_id: '7f3a91c0-5d11' } };
}

function session(method: string, text: string): Answer {
  if (method === 'DELETE') { signedIn = false; return { status: 204 }; }
  if (method === 'POST') {
    const { password } = JSON.parse(text || '{}') as { password?: string };
    if (password !== 'demo') return problem(401, 'bad_credentials', '密码不对。再错 3 次将锁定 15 分钟。');
    signedIn = true;
  }
  return { status: 200, body: signedIn ? { me, company: me.company } : { me: null, ...welcome } };
}

export function answer(method: string, url: URL, text: string): Answer {
  const path = url.pathname;
  if (path === '/session' || path === '/portal/session') return session(method, text);
  if (path === '/clients') return { status: 200, body: clients(url) };
  if (path === '/clients/summary') return { status: 200, body: clients(url, true) };
  if (path === '/lists/clients') return { status: 200, body: listMeta };
  if (path === '/views' && method === 'GET') return { status: 200, body: { items: views } };
  if (path === '/views') { const v = { id: `v${views.length + 1}`, ...(JSON.parse(text) as { list: string; name: string; query: string }) }; views.push(v); return { status: 201, body: v }; }
  if (path.startsWith('/views/')) { views.splice(views.findIndex((v) => path.endsWith(v.id)), 1); return { status: 204 }; }
  if (path === '/exports') { const j = { id: `j${jobs.size}`, kind: 'export', title: '导出客户', status: 'queued', done: 0, total: 100, file: null }; jobs.set(j.id, j); return { status: 202, body: j }; }
  if (path === '/jobs') return { status: 200, body: { items: [...jobs.values()].filter((j) => j.status !== 'done') } };
  if (path.startsWith('/jobs/')) return { status: 200, body: job(path.split('/')[2] ?? '') };
  if (path === '/search') return { status: 200, body: { items: [{ resource: 'clients.client', id: 'c0', title: '启岳半导体(苏州)有限公司', subtitle: '半导体 江苏 苏州', link: '/clients/c0' }] } };
  return problem(404, 'not_found', '记录不存在，或不在您的权限内。');
}
