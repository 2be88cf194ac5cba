import { Button, InputNumber, Modal, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { jobStarted } from '@/lib/jobs';
import { Bone, toast } from '@/ui';
import { SEGMENT, useRefresh, type SegmentRow } from './api';
import { useVisitRules, VISIT, VISIT_RULE, type VisitRules } from './visits';

/** How often the clients of each segment are visited; the first that fits counts. */
export function VisitRulesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('care');
  const held = useVisitRules();
  return (
    <Modal open title={t('visit.rules')} footer={null} width={560} onCancel={onClose} destroyOnHidden>
      {held.isPending && <Bone width="100%" height={120} />}
      {held.isError && <p className="red" role="alert">{Problem.from(held.error).message}</p>}
      {held.data && <Editor held={held.data} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ held, onClose }: { held: VisitRules; onClose: () => void }) {
  const { t } = useTranslation('care');
  const may = useCan(VISIT_RULE, 'update');
  const refresh = useRefresh();
  const [rows, setRows] = useState(held.rules);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const shared = useQuery({ queryKey: [SEGMENT, 'shared'], queryFn: ({ signal }) => api.get<{ items: SegmentRow[] }>('/segments', { params: { size: 200, filter: ['share:in:all'] }, signal }), select: (d) => d.items });
  const change = (at: number, patch: Partial<VisitRules['rules'][number]>) => setRows(rows.map((r, i) => (i === at ? { ...r, ...patch } : r)));
  const save = async () => {
    setBusy(true);
    setFault('');
    try {
      await api.put('/visit-rules', { rules: rows.map(({ segment_id, months }) => ({ segment_id, months })) });
      jobStarted();
      await refresh(VISIT, VISIT_RULE);
      toast(t('visit.rules_saved'));
      onClose();
    } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(false); }
  };
  const left = shared.data?.filter((s) => !rows.some((r) => r.segment_id === s.id)) ?? [];
  return (
    <>
      <p className="t2 prose mb12">{t('visit.rules_text', { months: held.otherwise })}</p>
      <ol className="ca-list">
        {rows.map((row, i) => (
          <li key={row.segment_id} className="row g8">
            <Select className="grow" disabled={!may} value={row.segment_id} options={[{ value: row.segment_id, label: row.name }, ...left.map((s) => ({ value: s.id, label: s.name }))]} onChange={(id) => change(i, { segment_id: id, name: left.find((s) => s.id === id)?.name ?? row.name })} aria-label={t('visit.segment_n', { n: i + 1 })} />
            <span className="t2 nw">{t('visit.each')}</span><InputNumber className="ca-num" disabled={!may} min={1} max={36} precision={0} value={row.months} onChange={(v) => change(i, { months: v ?? 3 })} aria-label={t('visit.months_n', { n: i + 1 })} /><span className="t2 nw">{t('rules.months')}</span>
            {may && <button type="button" className="ib" aria-label={t('visit.remove', { name: row.name })} onClick={() => setRows(rows.filter((_, at) => at !== i))}><Trash2 size={15} aria-hidden /></button>}
          </li>
        ))}
      </ol>
      <p role="alert" className="red mt8">{fault}</p>
      {may && (
        <div className="row g8 mt12">
          <Button icon={<Plus size={15} />} disabled={left.length === 0} onClick={() => { const next = left[0]; if (next) setRows([...rows, { segment_id: next.id, name: next.name, months: 1 }]); }}>{t('visit.add')}</Button>
          <Button type="primary" loading={busy} disabled={JSON.stringify(rows) === JSON.stringify(held.rules)} onClick={() => void save()}>{t('visit.save')}</Button>
        </div>
      )}
    </>
  );
}
