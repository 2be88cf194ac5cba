import { Drawer, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { compareMoney, figure, isAmount, sumMoney, yuan } from '@/lib/money';
import { usePhone } from '@/lib/useMedia';
import { MoneyExact, RecordForm, toast, type Field, type Values } from '@/ui';
import { AmountInput } from './AmountInput';
import { useRefresh, type Contract, type Instalment } from './api';
import { allocate, isPositive, type Split } from './plan';

interface Told { parts: Record<string, string> | null; credit: boolean }
const NOTHING: Told = { parts: null, credit: false };
const told = (value: unknown): Told => (value as Told | undefined) ?? NOTHING;

/** The parts as they stand: what was typed, else the oldest due first. */
function partsOf(values: Values, rows: readonly Instalment[]): { parts: Split[]; rest: string } {
  const amount = String(values.amount ?? '');
  const typed = told(values.split).parts;
  if (!typed) return allocate(amount, rows);
  const parts = rows.map((r) => ({ instalment_id: r.id, amount: typed[r.id] ?? '' })).filter((p) => isPositive(p.amount));
  const spent = sumMoney(parts.map((p) => p.amount));
  const whole = isAmount(amount) ? amount : '0.00';
  return { parts, rest: sumMoney([whole, spent === '0.00' ? '0' : `-${spent}`]) };
}

/** 登记回款: how it will be split is seen before it is saved, and may be changed. */
export function ReceiptDrawer({ contract, onClose }: { contract: Contract; onClose: () => void }) {
  const { t, i18n } = useTranslation('contracts');
  const refresh = useRefresh();
  const phone = usePhone();
  const rows = contract.instalments.filter((r) => compareMoney(r.owed, '0') > 0);
  const fields: Field[] = [
    { name: 'amount', label: t('field.receipt_amount'), type: 'custom', help: t('amount_help'), validate: (v) => (isPositive(String(v)) ? undefined : t('amount_wrong')), render: (c) => <AmountInput {...c} onChange={(v) => { c.onChange(v); c.set('split', { ...told(c.values.split), parts: null }); }} /> },
    { name: 'received_on', label: t('field.received_on'), type: 'date', validate: (v) => (String(v) > today() ? t('future') : undefined) },
    { name: 'payer', label: t('field.payer'), type: 'text', optional: true, maxLength: 120 },
    { name: 'reference', label: t('field.reference'), type: 'text', optional: true, maxLength: 80, help: t('reference_help') },
    {
      name: 'split', label: t('field.split'), type: 'custom', visible: (v) => isPositive(String(v.amount ?? '')),
      validate: (_, values) => splitFault(values, rows, t('split_too_much')),
      render: (c) => <SplitEditor rows={rows} values={c.values} onChange={c.onChange} />,
    },
  ];
  const send = (values: Values, key: string) => {
    const own = told(values.split);
    const { parts } = partsOf(values, rows);
    const body = { amount: values.amount, received_on: values.received_on, payer: values.payer ?? '', reference: values.reference ?? '', allocations: own.parts ? parts : null, excess: own.credit ? 'credit' : 'refuse' };
    return api.post<{ id: string; amount: string }>(`/contracts/${contract.id}/receipts`, body, { idempotencyKey: key });
  };
  return (
    <Drawer open title={t('act.receipt')} size={phone ? '100%' : 520} onClose={onClose} destroyOnHidden>
      <RecordForm<{ id: string; amount: string }>
        layout="dialog" draft={`contracts.receipt:new:${contract.id}`} fields={fields} initial={{ amount: '', received_on: today(), payer: contract.client, reference: '', split: NOTHING }}
        submitText={t('act.receipt')} onCancel={onClose} onSubmit={(values, { idempotencyKey }) => send(values, idempotencyKey)}
        onDone={(done) => { const f = figure(done.amount, i18n.language); void refresh(); toast(t('done.recorded', { amount: t(`common:money.${f.unit}`, { value: f.value }) })); onClose(); }}
      />
    </Drawer>
  );
}

function splitFault(values: Values, rows: readonly Instalment[], sentence: string): string | undefined {
  const { parts, rest } = partsOf(values, rows);
  const owed = new Map(rows.map((r) => [r.id, r.owed]));
  const over = parts.some((p) => compareMoney(p.amount, owed.get(p.instalment_id) ?? '0') > 0);
  return over || compareMoney(rest, '0') < 0 ? sentence : undefined;
}

function SplitEditor({ rows, values, onChange }: { rows: readonly Instalment[]; values: Values; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('contracts');
  const own = told(values.split);
  const { parts, rest } = partsOf(values, rows);
  const shown = own.parts ?? Object.fromEntries(parts.map((p) => [p.instalment_id, p.amount]));
  const over = compareMoney(rest, '0') > 0;
  const owed = sumMoney(rows.map((r) => r.owed));
  return (
    <div className="col g8">
      <ul className="split">
        {rows.map((r) => (
          <li key={r.id}>
            <span className="el">{r.title}<span className="s12 t3 near">{t('owes', { owed: yuan(r.owed) })}</span></span>
            <span className="cell"><AmountInput bare label={t('split_of', { title: r.title })} value={shown[r.id] ?? ''} invalid={compareMoney(isAmount(shown[r.id] ?? '') ? (shown[r.id] ?? '0') : '0', r.owed) > 0} onChange={(v) => onChange({ ...own, parts: { ...shown, [r.id]: v } })} /></span>
          </li>
        ))}
      </ul>
      {over && (
        <div className="notice row btw g12">
          <span>{own.parts ? t('rest_open', { rest: yuan(rest) }) : t('rest_over', { owed: yuan(owed), rest: yuan(rest) })}</span>
          <label className="row g8 nw"><Switch checked={own.credit} onChange={(credit) => onChange({ ...own, credit })} />{t('as_credit')}</label>
        </div>
      )}
      {!over && <span className="s13 t3">{t('split_whole')} <MoneyExact value={String(values.amount)} /></span>}
      {own.parts && <button type="button" className="linkish s13 self" onClick={() => onChange({ ...own, parts: null })}>{t('split_reset')}</button>}
    </div>
  );
}
