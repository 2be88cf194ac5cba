import { Button, Checkbox, DatePicker, Modal, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { printPlan, type Schedule } from '../api';

const PAPERS = ['a3', 'a4'] as const;
const UNITS = ['auto', 'day', 'week', 'month', 'quarter'] as const;

/** The plan as a PDF: which days, which rows, on which paper. */
export function PrintDialog({ schedule, rows, onClose }: { schedule: Schedule; rows: ReadonlySet<string> | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('projects');
  const [paper, setPaper] = useState<(typeof PAPERS)[number]>('a3');
  const [unit, setUnit] = useState<(typeof UNITS)[number]>('auto');
  const [range, setRange] = useState<[string | null, string | null]>([null, null]);
  const [only, setOnly] = useState(rows !== null);
  const [baseline, setBaseline] = useState(schedule.project.baseline_at !== null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const print = async () => {
    setBusy(true);
    setFailure('');
    try {
      const ids = only && rows ? [...rows] : null;
      const body = { paper, unit, first: range[0], last: range[1], ids, baseline };
      await printPlan(schedule, body, i18n.language);
      onClose();
    } catch (error) { setFailure(Problem.from(error).message); }
    setBusy(false);
  };
  return (
    <Modal
      open title={t('print.open')} width={480} onCancel={onClose}
      footer={[<Button key="c" onClick={onClose}>{t('common:act.cancel')}</Button>, <Button key="p" type="primary" loading={busy} onClick={() => void print()}>{t('print.make')}</Button>]}
    >
      <div className="col g12">
        <label className="row g12 s13"><span className="pl-print">{t('print.paper')}</span><Radio.Group value={paper} onChange={(e) => setPaper(e.target.value as typeof paper)} options={PAPERS.map((p) => ({ value: p, label: t(`print.${p}`) }))} /></label>
        <label className="row g12 s13"><span className="pl-print">{t('print.range')}</span><DatePicker.RangePicker allowEmpty={[true, true]} value={[range[0] ? dayjs(range[0]) : null, range[1] ? dayjs(range[1]) : null]} onChange={(d) => setRange([d?.[0]?.format('YYYY-MM-DD') ?? null, d?.[1]?.format('YYYY-MM-DD') ?? null])} /></label>
        <label className="row g12 s13"><span className="pl-print">{t('print.unit')}</span><Select className="grow" value={unit} onChange={setUnit} options={UNITS.map((u) => ({ value: u, label: t(u === 'auto' ? 'print.auto' : `scale.${u}`) }))} /></label>
        {rows !== null && <Checkbox checked={only} onChange={(e) => setOnly(e.target.checked)}>{t('print.only', { count: rows.size })}</Checkbox>}
        {schedule.project.baseline_at && <Checkbox checked={baseline} onChange={(e) => setBaseline(e.target.checked)}>{t('print.baseline')}</Checkbox>}
        <p className="s12 t3">{t('print.note')}</p>
        {failure && <p className="red s13" role="alert">{failure}</p>}
      </div>
    </Modal>
  );
}
