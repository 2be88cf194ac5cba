import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Page, RecordForm, RecordGate, toast, type Values } from '@/ui';
import { CONTRACT, useContract, useRefresh, type Contract } from './api';
import { amountField, planField, rowsOf, valuesOf } from './fields';
import { difference, sentRows } from './plan';
import { yuan } from '@/lib/money';

/** Amount and plan of a contract in force: a new version, with its reason. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('contracts');
  const contract = useContract(id);
  return <RecordGate query={contract} title={t('title')} failed={t('form_failed')} back={{ to: '/contracts', label: t('title') }}>{(one) => <Form one={one} />}</RecordGate>;
}

function Form({ one }: { one: Contract }) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { id } = one;
  const { amount, instalments } = valuesOf(one);
  const back = `/contracts/${id}`;
  const plan = planField(t, true);
  const agrees = (value: unknown, values: Values) => {
    const fault = plan.validate?.(value, values);
    const off = difference(rowsOf(values), String(values.amount ?? ''));
    if (fault || !off || off.key === 'same') return fault;
    return t(`diff.must_${off.key}`, { amount: yuan(off.amount) });
  };
  const send = (values: Values, version: number | undefined) => api.put<Contract>(`/contracts/${id}/plan`, { amount: values.amount, reason: values.reason, instalments: sentRows(rowsOf(values)) }, { version });
  return (
    <Page title={t('plan_title', { title: one.title })} back={{ to: back, label: one.title }}>
      <div className="cform">
        <RecordForm<Contract>
          draft={`${CONTRACT}:plan:${id}`} version={one.version} initial={{ amount, instalments, reason: '' }} submitText={t('act.plan')} onCancel={() => void navigate(back)}
          fields={[amountField(t), { ...plan, validate: agrees }, { name: 'reason', label: t('field.reason'), type: 'textarea', maxLength: 500, help: t('plan_reason_help', { no: one.plan_no + 1 }) }]}
          fromRecord={(record) => valuesOf(record as Contract)} onSubmit={(values, { version }) => send(values, version)}
          onDone={(done) => { void refresh(); toast(t('done.plan', { no: done.plan_no })); void navigate(back); }}
        />
      </div>
    </Page>
  );
}
