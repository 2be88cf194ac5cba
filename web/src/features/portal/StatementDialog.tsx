import { Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BASE } from '@/api/client';
import { Problem } from '@/api/problem';
import { fetchFile } from '@/lib/exports';
import { addDays, today } from '@/lib/dates';
import { ofClient, useClient } from './api';

const SPANS = ['month', 'last', 'year', 'own'] as const;
type Span = (typeof SPANS)[number];

/** The first and the last day of a span, of which the last is today where it is not over. */
function daysOf(span: Span): [string, string] {
  const now = today();
  const month = `${now.slice(0, 8)}01`;
  if (span === 'last') {
    const until = addDays(month, -1);
    return [`${until.slice(0, 8)}01`, until];
  }
  return [span === 'year' ? `${now.slice(0, 5)}01-01` : month, now];
}

/** A statement of points as a PDF, over days that are chosen. */
export function StatementDialog({ own, onClose }: { own: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('portal');
  const client = useClient();
  const [span, setSpan] = useState<Span>('month');
  const [days, setDays] = useState(daysOf('month'));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const choose = (value: Span) => { setSpan(value); if (value !== 'own') setDays(daysOf(value)); };
  const [since, until] = days;
  const wrong = since > until ? t('statement_days_wrong') : '';
  const print = async () => {
    setBusy(true);
    setFailure('');
    try {
      await fetchFile(`${BASE}${ofClient(`/portal/points/statement/file?own=${own}&since=${since}&until=${until}`, client)}`, `${t('statement_pdf')}-${since}-${until}.pdf`, i18n.language);
      onClose();
    } catch (error) {
      setFailure(Problem.from(error).message);
    } finally { setBusy(false); }
  };
  return (
    <Modal open title={t('statement_pdf')} onCancel={onClose} footer={<Button type="primary" block className="pw-btn" loading={busy} disabled={!since || !until || Boolean(wrong)} onClick={() => void print()}>{t('statement_get')}</Button>}>
      <Segmented<Span> block size="large" value={span} aria-label={t('statement_span')} onChange={choose} options={SPANS.map((s) => ({ value: s, label: t(`spans.${s}`) }))} />
      <div className="pw-days mt12">
        <label>{t('statement_since')}<input type="date" value={since} max={today()} onChange={(e) => { setSpan('own'); setDays([e.target.value, until]); }} /></label>
        <label>{t('statement_until')}<input type="date" value={until} max={today()} onChange={(e) => { setSpan('own'); setDays([since, e.target.value]); }} /></label>
      </div>
      <p className="s14 red mt8" role="alert">{wrong || failure}</p>
    </Modal>
  );
}
