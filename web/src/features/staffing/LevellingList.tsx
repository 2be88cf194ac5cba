import { Button, Modal, Select } from 'antd';
import { Scale } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { jobStarted } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, Page, Status, type Column, type Option } from '@/ui';
import { LEVELLING, myProjects, type Levelling, type LevellingRow } from './api';
import { StaffTabs } from './StaffTabs';

export function Component() {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const columns: Column<LevellingRow>[] = [
    { key: 'title', title: t('lev.projects'), width: 360, sort: true },
    { key: 'state', title: t('lev.state'), width: 112, render: (l) => <Status state={`levelling.${l.state}`} /> },
    { key: 'applied', title: t('lev.chosen'), width: 128, type: 'choice' },
    { key: 'applied_by', title: t('lev.by'), width: 104 },
    { key: 'created_at', title: t('lev.at'), width: 140, sort: true, render: (l) => <DateText value={l.created_at} as="stamp" /> },
  ];
  return (
    <Page title={t('tab.levelling')} crumb={<StaffTabs />} actions={<Button type="primary" icon={<Scale size={15} />} onClick={() => setAsking(true)}>{t('lev.new')}</Button>}>
      <DataTable<LevellingRow>
        list="levellings" resource={LEVELLING} noun={t('lev.noun')} columns={columns} defaultSort="-created_at" searchPlaceholder={t('lev.search')} exportable={false}
        rowLink={(l) => `/levelling/${l.id}`} rowLabel={(l) => l.title} phoneRow={(l) => ({ title: l.title, line: l.applied_by, state: <Status state={`levelling.${l.state}`} /> })}
        empty={<EmptyState title={t('lev.empty_title')} text={t('lev.empty_text')} ways={[{ key: 'new', title: t('lev.new'), text: t('lev.new_text'), icon: Scale, onClick: () => setAsking(true) }]} />}
      />
      {asking && <Ask onClose={() => setAsking(false)} onDone={(made) => { jobStarted(); void refresh(LEVELLING); void navigate(`/levelling/${made.id}`); }} />}
    </Page>
  );
}

/** Which projects may be moved: those that the asker plans. */
function Ask({ onClose, onDone }: { onClose: () => void; onDone: (made: Levelling) => void }) {
  const { t } = useTranslation('staffing');
  const [found, setFound] = useState<Option[]>([]);
  const [ids, setIds] = useState<string[]>([]);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  useEffect(() => { void myProjects('').then(setFound).catch(() => undefined); }, []);
  const begin = async () => {
    setBusy(true);
    setFault('');
    try { onDone(await api.post<Levelling>('/levellings', { project_ids: ids }, { idempotencyKey: `${key}:${ids.join()}` })); } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(false); }
  };
  return (
    <Modal open title={t('lev.new')} onCancel={onClose} width={520} destroyOnHidden footer={<Button type="primary" loading={busy} disabled={ids.length === 0} onClick={() => void begin()}>{t('lev.begin', { count: ids.length })}</Button>}>
      <p className="t2 prose mb12">{t('lev.ask_text')}</p>
      <Select mode="multiple" className="w100" maxCount={30} value={ids} onChange={setIds} placeholder={t('lev.pick')} aria-label={t('lev.pick')} showSearch={{ optionFilterProp: 'label' }} options={found.map((p) => ({ value: p.value, label: p.label }))} />
      <p role="alert" className="red mt8">{fault}</p>
    </Modal>
  );
}
