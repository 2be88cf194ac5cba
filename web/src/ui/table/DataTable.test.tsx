import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Archive } from 'lucide-react';
import { describe, expect, it, vi } from 'vitest';
import { receive } from '@/lib/live';
import { renderAt, serve, type Call } from '@/test/render';
import { recallPlace } from './place';
import { mayAsk } from './data';
import { DataTable } from './DataTable';
import type { Column, ListMeta, Selection } from './types';

interface Row { id: string; name: string; receivable: string }

const rows: Row[] = [{ id: 'a', name: '启岳半导体', receivable: '59500000.00' }, { id: 'b', name: '沧澜水务', receivable: '0.00' }];
const columns: Column<Row>[] = [{ key: 'name', title: '客户名称', sort: true }, { key: 'receivable', title: '应收余额', type: 'money', sort: true }, { key: 'note', title: '备注' }];
const meta: ListMeta = {
  code: 'clients', title: '客户', default_sort: '-receivable', searchable: true,
  columns: ['name', 'receivable'].map((key) => ({ key, label: key, type: 'text', sortable: true, sum: false, choices: null, masked: false })), left_out: [], closed: [],
  filters: [{ key: 'region', label: '地区', type: 'choice', ops: ['in', 'nin'], choices: [{ value: '32', label: '江苏' }] }],
};
const summary = { count: 168, capped: false, total: 286, total_capped: false, sums: { receivable: '261000000.00' } };

function setup(address = '/clients', replies: Parameters<typeof serve>[0] = {}, run: (s: Selection) => void = () => undefined) {
  const calls = serve({
    'GET /lists/clients': { body: meta }, 'GET /views': { body: { items: [] } }, 'GET /clients/summary': { body: summary },
    'GET /clients': { body: { items: rows, next: 'n1', prev: null } }, ...replies,
  });
  const view = renderAt(address, '/clients', (
    <DataTable<Row>
      list="clients" resource="clients.client" noun="客户" columns={columns} rowLink={(r) => `/clients/${r.id}`} rowLabel={(r) => r.name} phoneRow={(r) => ({ title: r.name })}
      sums={[{ key: 'receivable', label: '应收合计' }]} bulk={[{ key: 'archive', label: '归档', icon: Archive, run }]} empty={<p>还没有客户</p>}
    />
  ));
  return { ...view, calls, user: userEvent.setup(), pages: () => calls.filter((c: Call) => c.path === '/clients') };
}

describe('the table', () => {
  it('shows rows in 万元, — for nothing, counts and sums over the filter', async () => {
    setup();
    expect(await screen.findByText('启岳半导体')).toBeVisible();
    expect(screen.getByText('5,950.00')).toHaveAttribute('title', '¥59,500,000.00');
    expect(screen.getAllByText('—')).toHaveLength(2);
    expect(await screen.findByText('筛选出 168 个，共 286 个')).toBeVisible();
    expect(screen.getByText('2.61 亿')).toBeVisible();
  });

  it('offers no column, sum or view of what field rules hide', async () => {
    const hidden = { ...meta, left_out: ['receivable'], closed: ['receivable'] };
    const { user } = setup('/clients', { 'GET /lists/clients': { body: hidden }, 'GET /clients': { body: { items: rows.map(({ id, name }) => ({ id, name })), next: null, prev: null } } });
    expect(await screen.findByText('启岳半导体')).toBeVisible();
    expect(screen.queryByText('应收余额')).toBeNull();
    expect(screen.queryByText('应收合计')).toBeNull();
    await user.click(screen.getByRole('button', { name: '列设置' }));
    expect(screen.queryByRole('checkbox', { name: '应收余额' })).toBeNull();
    expect(mayAsk('filter=region:in:32&sort=-name', hidden)).toBe(true);
    expect(mayAsk('filter=receivable:gt:1', hidden) || mayAsk('sort=-receivable', hidden)).toBe(false);
  });

  it('asks the server for what the address says', async () => {
    const { pages } = setup('/clients?q=启岳&filter=region:in:32&sort=name&cursor=zz&size=100');
    await screen.findByText('启岳半导体');
    const asked = pages()[0]?.params;
    expect(asked?.get('q')).toBe('启岳');
    expect(asked?.getAll('filter')).toEqual(['region:in:32']);
    expect([asked?.get('sort'), asked?.get('cursor'), asked?.get('size')]).toEqual(['name', 'zz', '100']);
    expect(screen.getByText('江苏')).toBeVisible();
  });

  it('sorts by a click on the header and writes it into the address', async () => {
    const { user, router, pages } = setup('/clients?cursor=zz');
    await screen.findByText('启岳半导体');
    await user.click(screen.getByRole('button', { name: /客户名称/ }));
    await waitFor(() => expect(pages().at(-1)?.params.get('sort')).toBe('name'));
    expect(router.state.location.search).toBe('?sort=name');
    expect(screen.getByRole('columnheader', { name: /客户名称/ })).toHaveAttribute('aria-sort', 'ascending');
  });

  it('turns pages by the cursor', async () => {
    const { user, router } = setup();
    await screen.findByText('启岳半导体');
    expect(screen.getByRole('button', { name: '上一页' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: '下一页' }));
    expect(router.state.location.search).toBe('?cursor=n1&page=2');
  });

  it('gives bulk actions the picked ids, or the whole filter', async () => {
    const run = vi.fn();
    const { user } = setup('/clients?q=x', {}, run);
    await user.click(await screen.findByRole('checkbox', { name: '选择启岳半导体' }));
    await user.click(screen.getByRole('button', { name: '归档' }));
    expect(run).toHaveBeenLastCalledWith({ ids: ['a'], all: false, query: 'q=x', count: 1 });
    expect(screen.queryByText(/已选/)).toBeNull();
    await user.click(screen.getByRole('checkbox', { name: '选中本页' }));
    await user.click(screen.getByRole('button', { name: '选中全部 168 个' }));
    await user.click(screen.getByRole('button', { name: '归档' }));
    expect(run).toHaveBeenLastCalledWith({ ids: [], all: true, query: 'q=x', count: 168 });
  });

  it('tells an empty place from an empty filter', async () => {
    const nothing = { 'GET /clients': { body: { items: [], next: null, prev: null } } };
    const first = setup('/clients', nothing);
    expect(await screen.findByText('还没有客户')).toBeVisible();
    first.unmount();
    const { user, router } = setup('/clients?q=x&filter=region:in:32', nothing);
    expect(await screen.findByText(/没有符合 2 个条件的客户/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: '清空筛选' }));
    expect(router.state.location.search).toBe('');
  });

  it('says what failed, with its code and request number, and loads again', async () => {
    let broken = true;
    const { user } = setup('/clients', {
      'GET /clients': () => (broken ? { status: 403, body: { code: 'not_allowed', detail: '这里不对您开放。', request_id: 'r-77' } } : { body: { items: rows, next: null, prev: null } }),
    });
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('客户列表没有加载出来')).toBeVisible();
    expect(within(alert).getByText('r-77')).toBeVisible();
    broken = false;
    await user.click(within(alert).getByRole('button', { name: '重新加载' }));
    expect(await screen.findByText('启岳半导体')).toBeVisible();
  });

  it('remembers the list for the record, and refetches what the stream says has changed', async () => {
    const { user, pages } = setup('/clients?cursor=zz&page=2');
    const link = await screen.findByRole('link', { name: '启岳半导体' });
    const before = pages().length;
    receive({ resource: 'clients.client', id: 'a' });
    await waitFor(() => expect(pages().length).toBe(before + 1));
    await user.click(link);
    expect(recallPlace('clients.client')).toMatchObject({ ids: ['a', 'b'], offset: 50, count: 168, next: 'n1', url: '/clients?cursor=zz&page=2' });
  });
});
