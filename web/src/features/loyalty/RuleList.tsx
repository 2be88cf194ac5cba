import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, Status, Tag, type Column } from '@/ui';
import { RULE, type RuleRow } from './keeping';
import { LoyaltyTabs } from './LoyaltyTabs';
import { NewRule } from './NewRule';
import { phaseState } from './phases';

/** Every version of every rule, in the order in which they count. */
export function Component() {
  const { t, i18n } = useTranslation('loyalty');
  const navigate = useNavigate();
  const may = useCan(RULE, 'update');
  const [making, setMaking] = useState(false);
  const named = (r: RuleRow) => (i18n.language.startsWith('en') && r.en ? r.en : r.zh);
  const columns: Column<RuleRow>[] = [
    { key: 'zh', title: t('rule.name'), width: 300, grow: true, sort: true, render: (r) => <span className="row g8"><span>{named(r)}</span>{r.no !== null && <Tag>V{r.no}</Tag>}</span> },
    { key: 'on', title: t('rule.on'), width: 160, type: 'choice', sort: true },
    { key: 'state', title: t('rule.state'), width: 170, render: (r) => <span className="row g8"><Status state={phaseState(r.phase)}>{t(`phase.${r.phase}`)}</Status>{!r.there && <span className="s12 t3">{t('rule.absent')}</span>}</span> },
    { key: 'begins_at', title: t('rule.from'), width: 130, type: 'date' },
    { key: 'ends_at', title: t('rule.until'), width: 130, type: 'date' },
    { key: 'number', title: t('rule.number'), width: 72, type: 'number', sort: true },
    { key: 'approved_by', title: t('rule.approved_by'), width: 110, type: 'person' },
    { key: 'code', title: t('rule.code'), width: 150, hidden: true },
  ];
  return (
    <Page title={t('tab.rules')} crumb={<LoyaltyTabs />} actions={may && <Button type="primary" icon={<Plus size={15} />} onClick={() => setMaking(true)}>{t('rule.new')}</Button>}>
      <DataTable<RuleRow>
        list="points-rules" path="/points/rules" resource={RULE} noun={t('rule.noun')} columns={columns} defaultSort="number" exportable={false}
        rowLink={(r) => `/points/rules/${r.id}`} rowLabel={named} phoneRow={(r) => ({ title: named(r), line: r.no === null ? t('phase.draft') : `V${r.no}`, state: <Status state={phaseState(r.phase)}>{t(`phase.${r.phase}`)}</Status> })}
        empty={<EmptyState title={t('rule.empty')} text={t('rule.empty_text')} />}
      />
      {making && <NewRule onClose={() => setMaking(false)} onDone={(id) => void navigate(`/points/rules/${id}`)} />}
    </Page>
  );
}
