import { Button } from 'antd';
import { Archive, Plus, Scale, Tags, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { ImportPeople } from '@/features/imports/ImportPeople';
import type { Many } from '@/lib/bulk';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, EmptyState, Page, Tag, toast, type Column, type Selection } from '@/ui';
import { FIT_RULE, RESOURCE, SKILL, type ResourceRow } from './api';
import { FitDialog } from './FitDialog';
import { NewResource } from './NewResource';
import { SkillsDialog } from './SkillsDialog';
import { StaffTabs } from './StaffTabs';

export function Component() {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'new' | 'skills' | 'fit' | null>(null);
  const may = useCan(RESOURCE, 'create');
  const imports = useCan('imports.batch', 'create');
  const mayImport = useCan(RESOURCE, 'import') && imports;
  const seesFit = useCan(FIT_RULE, 'view');
  const close = () => setOpen(null);
  const again = () => refresh(RESOURCE);
  const takeIn = async () => {
    try {
      const { count } = await api.post<{ count: number }>('/resources/take-people-in', {});
      await again();
      toast(t(count ? 'taken_in' : 'all_in', { count }));
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  const archive = async (selection: Selection) => {
    const { done, refused } = await api.post<Many>('/resources/archive', { ids: selection.ids });
    await again();
    toast({ text: refused.length ? t('put_away_some', { count: done.length, refused: refused.length }) : t('put_away', { count: done.length }), undo: async () => { await api.post('/resources/restore', { ids: done }); await again(); } });
  };
  const columns: Column<ResourceRow>[] = [
    { key: 'name', title: t('col.name'), width: 176, sort: true },
    { key: 'kind', title: t('col.kind'), width: 80, type: 'choice', sort: true },
    { key: 'department', title: t('col.department'), width: 128, sort: true },
    { key: 'skills', title: t('col.skills'), width: 228, render: (r) => (r.skills.length ? <span className="row g4 min0">{r.skills.slice(0, 3).map((s) => <Tag key={s}>{s}</Tag>)}{r.skills.length > 3 && <span className="s13 t3">+{r.skills.length - 3}</span>}</span> : <span className="t3">—</span>) },
    { key: 'busy', title: t('col.busy'), width: 112, align: 'right', render: (r) => (r.busy === null ? <span className="t3">—</span> : <span className={`num ${r.busy > 100 ? 'red' : ''}`}>{r.busy}%</span>) },
    { key: 'capacity', title: t('col.capacity'), width: 96, type: 'number', sort: true },
    { key: 'region_name', title: t('col.region'), width: 148 },
    { key: 'rate', title: t('col.rate'), width: 104, align: 'right', sort: true, render: (r) => (r.rate ? <span className="num">{r.rate}</span> : <span className="t3">—</span>) },
    { key: 'from_on', title: t('col.from_on'), width: 108, type: 'date', hidden: true },
    { key: 'until_on', title: t('col.until_on'), width: 108, type: 'date', hidden: true },
  ];
  return (
    <Page
      title={t('tab.resources')} crumb={<StaffTabs />}
      actions={
        <>
          <Button type="text" className="desk" icon={<Tags size={15} />} onClick={() => setOpen('skills')}>{t('skills')}</Button>
          {seesFit && <Button type="text" className="desk" icon={<Scale size={15} />} onClick={() => setOpen('fit')}>{t('fit.open')}</Button>}
          {mayImport && <span className="desk"><ImportPeople target="resources" /></span>}
          {may && <Button className="desk" icon={<UsersRound size={15} />} onClick={() => void takeIn()}>{t('take_in')}</Button>}
          {may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('new')}</Button>}
        </>
      }
    >
      <DataTable<ResourceRow>
        list="resources" resource={RESOURCE} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="name" searchPlaceholder={t('search')}
        rowLink={(r) => `/resources/${r.id}`} rowLabel={(r) => r.name} onCreate={may ? () => setOpen('new') : undefined}
        phoneRow={(r) => ({ title: r.name, line: [t(`kind.${r.kind}`), r.department, r.skills.slice(0, 2).join('、')].filter(Boolean).join(' · '), figure: r.busy === null ? undefined : <span className={r.busy > 100 ? 'red' : ''}>{r.busy}%</span> })}
        views={[
          { key: 'here', name: t('view.here'), query: 'filter=archived:eq:false' }, { key: 'people', name: t('view.people'), query: 'filter=archived:eq:false&filter=kind:in:person' },
          { key: 'teams', name: t('view.teams'), query: 'filter=archived:eq:false&filter=kind:in:team' }, { key: 'equipment', name: t('view.equipment'), query: 'filter=archived:eq:false&filter=kind:in:equipment' },
          { key: 'gone', name: t('view.gone'), query: 'filter=archived:eq:true' },
        ]}
        bulk={may ? [{ key: 'archive', label: t('archive'), icon: Archive, run: archive }] : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={may ? [{ key: 'people', title: t('take_in'), text: t('empty.people'), icon: UsersRound, onClick: () => void takeIn() }, { key: 'new', title: t('new'), text: t('empty.new'), icon: Plus, onClick: () => setOpen('new') }] : []} />}
      />
      {open === 'new' && <NewResource onClose={close} onDone={(id) => { void refresh(RESOURCE); void navigate(`/resources/${id}`); }} />}
      {open === 'skills' && <SkillsDialog onClose={() => { close(); void refresh(SKILL, RESOURCE, 'kit.list'); }} />}
      {open === 'fit' && <FitDialog onClose={close} />}
    </Page>
  );
}
