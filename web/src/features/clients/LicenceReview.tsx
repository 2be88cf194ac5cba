import { Button, Modal } from 'antd';
import { Check, CircleAlert, RotateCcw } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag, type Field, type Values } from '@/ui';
import { Control } from '@/ui/form/Control';
import { faultOf } from '@/ui/form/validate';
import { confirmed, drafts, fieldOf, SURE, type Draft, type Licence, type Verdict } from './licence';

interface Props { licence: Licence; fields: readonly Field[]; onDone: (values: [string, string][]) => void; onCancel: () => void }

/** What was read, part by part beside its piece of the picture: each is confirmed, mended or left out before anything is filled in. */
export function LicenceReview({ licence, fields, onDone, onCancel }: Props) {
  const { t } = useTranslation('clients');
  const [items, setItems] = useState<Draft[]>(() => drafts(licence).filter((d) => fieldOf(d.part, fields)));
  const list = useRef<HTMLOListElement>(null);
  const open = items.filter((d) => d.verdict === null).length;
  const change = (key: string, patch: Partial<Draft>) => setItems((old) => old.map((d) => (d.part.key === key ? { ...d, ...patch } : d)));
  const decide = (key: string, verdict: Verdict) => {
    change(key, { verdict });
    const at = items.findIndex((d) => d.part.key === key);
    const next = [...items.slice(at + 1), ...items.slice(0, at)].find((d) => d.verdict === null);
    window.setTimeout(() => (next ? list.current?.querySelector<HTMLElement>(`[data-part="${next.part.key}"] [data-yes]`) : document.getElementById('licence-fill'))?.focus());
  };
  return (
    <Modal
      open title={t('licence.review')} width={720} onCancel={onCancel} mask={{ closable: false }} classNames={{ body: 'licence-body' }} afterOpenChange={(shown) => { if (shown) list.current?.querySelector<HTMLElement>('[data-yes]')?.focus(); }}
      footer={<><span className="t3 s13 licence-left" role="status">{open > 0 ? t('licence.open', { count: open }) : ''}</span><Button onClick={onCancel}>{t('common:act.cancel')}</Button><Button id="licence-fill" type="primary" disabled={open > 0} onClick={() => onDone(confirmed(items))}>{t('licence.fill', { count: confirmed(items).length })}</Button></>}
    >
      <p className="t2">{t('licence.hint')}{licence.turned ? t('licence.turned') : ''}</p>
      <ol ref={list} className="licence">
        {items.map((d) => <Part key={d.part.key} draft={d} field={fieldOf(d.part, fields)} onValue={(value) => change(d.part.key, { value, verdict: null })} onDecide={(v) => decide(d.part.key, v)} />)}
      </ol>
    </Modal>
  );
}

interface PartProps { draft: Draft; field: Field | undefined; onValue: (value: string) => void; onDecide: (verdict: Verdict) => void }

function Part({ draft, field, onValue, onDecide }: PartProps) {
  const { t } = useTranslation('clients');
  const { t: c } = useTranslation();
  const id = useId();
  const [fault, setFault] = useState<string>();
  if (!field) return null;
  const { part, value, verdict } = draft;
  const values: Values = { [field.name]: value };
  const look = part.sure < SURE || !part.value;
  const note = part.mended ? t('licence.mended', { read: part.text }) : !part.value ? t('licence.as_read') : look ? t('licence.look') : '';
  const keep = () => { const wrong = value.trim() ? faultOf(c, field, values) : t('licence.empty'); setFault(wrong); if (!wrong) onDecide('kept'); };
  const Icon = look ? CircleAlert : Check;
  return (
    <li data-part={part.key} className={verdict ? `done ${verdict}` : ''}>
      <div className="licence-head"><label htmlFor={id}>{field.label}</label><span className={`row g4 s12 ${look ? 'amber' : 't3'}`}><Icon size={13} aria-hidden />{t('licence.sure', { percent: Math.min(99, Math.round(part.sure * 100)) })}</span></div>
      {part.picture && <img src={`data:image/jpeg;base64,${part.picture}`} alt={t('licence.piece', { label: field.label, text: part.text })} />}
      <Control id={id} field={field} value={value} values={values} set={() => undefined} onChange={(v) => { setFault(undefined); onValue(String(v ?? '')); }} onBlur={() => undefined} invalid={Boolean(fault)} describedBy={`${id}-note`} />
      <p className={fault ? 'fault' : 'help'} id={`${id}-note`}>{fault ?? note}</p>
      <div className="row g8">
        {verdict === null
          ? <><Button size="small" data-yes icon={<Check size={14} />} onClick={keep}>{t('licence.yes')}<span className="sr">{field.label}</span></Button><Button size="small" type="text" onClick={() => { setFault(undefined); onDecide('left'); }}>{t('licence.no')}<span className="sr">{field.label}</span></Button></>
          : <><Tag>{t(`licence.${verdict}`)}</Tag><Button size="small" type="text" icon={<RotateCcw size={13} />} onClick={() => onValue(value)}>{t('licence.again')}<span className="sr">{field.label}</span></Button></>}
      </div>
    </li>
  );
}
