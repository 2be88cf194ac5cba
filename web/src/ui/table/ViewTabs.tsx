import { Input, Popover, Button } from 'antd';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { queryClient } from '@/lib/queryClient';
import { toast } from '../toast';
import { counted, useSavedViews, useViewCounts } from './data';
import { parseFilter, queryOf, type TableState } from './state';
import type { BuiltInView, ListSummary, SavedView } from './types';
import { MenuDrop } from '../MenuDrop';

interface Tab { key: string; name: string; query: string; saved?: SavedView }

interface Props {
  list: string; path: string; resource: string; noun: string;
  views: BuiltInView[]; state: TableState; change: (patch: Partial<TableState>) => void;
}

export function stateOfQuery(query: string): Pick<TableState, 'q' | 'filters' | 'sort'> {
  const p = new URLSearchParams(query);
  return { q: p.get('q') ?? '', filters: p.getAll('filter').map(parseFilter).filter((f) => f !== null), sort: p.get('sort') ?? '' };
}

const shown = (s: ListSummary | undefined) => (s ? `${s.count.toLocaleString('en')}${s.capped ? '+' : ''}` : '');

export function ViewTabs({ list, path, resource, noun, views, state, change }: Props) {
  const { t } = useTranslation();
  const saved = useSavedViews(list, true).data ?? [];
  const tabs: Tab[] = [
    { key: 'all', name: t('table.all', { noun }), query: '' },
    ...views,
    ...saved.map((v): Tab => ({ key: v.id, name: v.name, query: v.query, saved: v })),
  ];
  const counts = useViewCounts(path, resource, tabs.map((v) => v.query));
  const current = queryOf(state);
  const open = tabs.find((v) => v.key === state.view) ?? tabs[0];
  const differs = current !== (open?.query ?? '') && current !== '';
  return (
    <nav className="viewtabs" aria-label={t('table.views')}>
      {tabs.map((tab) => (
        <div key={tab.key} className={tab.key === open?.key ? 'viewtab on' : 'viewtab'}>
          <button type="button" aria-current={tab.key === open?.key ? 'true' : undefined} onClick={() => change({ view: tab.key, ...stateOfQuery(tab.query) })}>{tab.name}<em className="num">{shown(counts.get(counted(tab.query)))}</em></button>
          {tab.saved && tab.key === open?.key && <ViewMenu view={tab.saved} list={list} onGone={() => change({ view: 'all', q: '', filters: [], sort: '' })} />}
        </div>
      ))}
      {differs && <SaveView list={list} query={current} onSaved={(v) => change({ view: v.id, ...stateOfQuery(v.query) })} />}
    </nav>
  );
}

function ViewMenu({ view, list, onGone }: { view: SavedView; list: string; onGone: () => void }) {
  const { t } = useTranslation();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['accounts.view', list] });
  const remove = async () => {
    await api.del(`/views/${view.id}`);
    onGone();
    await refresh();
    toast({ text: t('table.view_removed', { name: view.name }), undo: async () => { await api.post('/views', { list, name: view.name, query: view.query, columns: view.columns }); await refresh(); } });
  };
  return (
    <MenuDrop menu={{ items: [{ key: 'x', label: t('table.remove_view') }], onClick: () => void remove() }}>
      <button type="button" className="ib tiny" aria-label={t('table.view_menu', { name: view.name })}><Ellipsis size={14} aria-hidden /></button>
    </MenuDrop>
  );
}

function SaveView({ list, query, onSaved }: { list: string; query: string; onSaved: (view: SavedView) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState('');
  const store = async () => {
    if (!name.trim()) return;
    try {
      const view = await api.post<SavedView>('/views', { list, name: name.trim(), query });
      await queryClient.invalidateQueries({ queryKey: ['accounts.view', list] });
      setOpen(false);
      setName('');
      onSaved(view);
    } catch (error) {
      setFailure((error as Error).message);
    }
  };
  const form = (
    <form className="col g8" style={{ width: 240 }} onSubmit={(e) => { e.preventDefault(); void store(); }}>
      <label className="s13" htmlFor="view-name">{t('table.view_name')}</label>
      <Input id="view-name" value={name} maxLength={40} autoFocus onChange={(e) => { setName(e.target.value); setFailure(''); }} />
      {failure && <span className="s13 red" role="alert">{failure}</span>}
      <Button type="primary" htmlType="submit" disabled={!name.trim()}>{t('table.save_view')}</Button>
    </form>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" content={form} destroyOnHidden>
      <button type="button" className="viewsave"><Plus size={14} aria-hidden />{t('table.save_view')}</button>
    </Popover>
  );
}
