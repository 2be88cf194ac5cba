import { Input } from 'antd';
import { CircleAlert, CircleCheck, Info, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isAmount } from '@/lib/money';
import { useDebounced } from '@/lib/useDebounced';
import { Bone } from '@/ui';
import type { CustomControl } from '@/ui/form/types';
import { useRisks } from './credit';
import './care.css';

/** Held as an object: it is there even while nothing is asked. */
export interface RiskAnswer { text: string }

const ICONS = { stop: OctagonX, reason: CircleAlert, show: Info };

/** What is known against beginning a contract with this client; where it wants a reason, that is asked here. */
export function RiskField({ id, value, values, onChange, onBlur, invalid, describedBy }: CustomControl) {
  const { t } = useTranslation('care');
  const amount = useDebounced(String(values.amount ?? ''), 400);
  const found = useRisks(String(values.client_id ?? ''), isAmount(amount) ? amount : '');
  if (found.isPending) return <Bone width={240} height={20} />;
  if (found.isError) return <p className="t2">{t('risk.failed')}</p>;
  const asks = found.data.some((r) => r.level === 'reason');
  if (found.data.length === 0) return <p className="row g6 t2"><CircleCheck size={15} className="green" aria-hidden />{t('risk.none')}</p>;
  return (
    <div className="ca-risks">
      <ul aria-label={t('risk.title')}>
        {found.data.map((r) => { const Icon = ICONS[r.level]; return <li key={r.code} className={`row g8 ${r.level}`}><Icon size={15} aria-hidden /><span className="grow">{r.text}</span><span className="s12 nw">{t(`level_word.${r.level}`)}</span></li>; })}
      </ul>
      {asks && <Input.TextArea id={id} rows={2} maxLength={500} value={(value as RiskAnswer | undefined)?.text ?? ''} status={invalid ? 'error' : undefined} aria-describedby={describedBy} aria-label={t('risk.reason')} placeholder={t('risk.reason')} onChange={(e) => onChange({ text: e.target.value } satisfies RiskAnswer)} onBlur={onBlur} />}
    </div>
  );
}
