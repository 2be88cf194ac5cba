import { Button, Switch } from 'antd';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, toast, type Column } from '@/ui';
import { switchRule, TAG_RULE, useRefresh, type TagRuleRow } from './api';
import { CareTabs } from './CareTabs';
import { ConditionWords } from './Conditions';
import { TagRuleDialog } from './TagRuleDialog';

/** Tags that conditions put and take. */
export function Component() {
  const { t } = useTranslation('care');
  const refresh = useRefresh();
  const [params] = useSearchParams();
  const [open, setOpen] = useState<TagRuleRow | 'new' | null>(params.get('new') === '1' ? 'new' : null);
  const mayCreate = useCan(TAG_RULE, 'create');
  const mayUpdate = useCan(TAG_RULE, 'update');
  const turn = async (rule: TagRuleRow) => {
    try {
      await switchRule(rule.id, !rule.active);
      toast(t(rule.active ? 'rule.off' : 'rule.on', { tag: rule.tag }));
      await refresh(TAG_RULE);
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  const columns: Column<TagRuleRow>[] = [
    { key: 'tag', title: t('rule.tag'), width: 140, sort: true },
    { key: 'filters', title: t('segment.filters'), width: 340, grow: true, render: (r) => <ConditionWords filters={r.filters} /> },
    { key: 'marked', title: t('rule.marked'), width: 110, type: 'number', sort: true },
    { key: 'ran_at', title: t('rule.ran'), width: 104, type: 'ago', sort: true },
    { key: 'note', title: t('segment.note'), width: 160 },
    {
      key: 'active', title: t('rule.active'), width: 132, render: (r) => (
        <span className="row g8">
          <Switch size="small" checked={r.active} disabled={!mayUpdate} onChange={() => void turn(r)} aria-label={t('rule.switch', { tag: r.tag })} />
          {mayUpdate && <Button size="small" type="text" icon={<Pencil size={14} />} onClick={() => setOpen(r)} aria-label={t('rule.edit_named', { tag: r.tag })} />}
        </span>
      ),
    },
  ];
  return (
    <Page title={t('tab.tag_rules')} crumb={<CareTabs place="segments" />} actions={mayCreate && <Button type="primary" icon={<Plus size={15} />} onClick={() => setOpen('new')}>{t('rule.new')}</Button>}>
      <DataTable<TagRuleRow>
        list="tag-rules" resource={TAG_RULE} noun={t('rule.noun')} columns={columns} defaultSort="tag" exportable={false} rowLabel={(r) => r.tag} searchPlaceholder={t('rule.tag')}
        phoneRow={(r) => ({ title: r.tag, line: t(r.active ? 'rule.is_on' : 'rule.is_off'), figure: <span className="num">{r.marked}</span> })}
        empty={<EmptyState title={t('rule.empty_title')} text={t('rule.empty_text')} />}
      />
      {open && <TagRuleDialog rule={open === 'new' ? undefined : open} filters={open === 'new' ? params.getAll('with') : undefined} onClose={() => setOpen(null)} onDone={() => { setOpen(null); void refresh(TAG_RULE); toast(t('rule.running')); }} />}
    </Page>
  );
}
