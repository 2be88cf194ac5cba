import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Page, RecordForm, RecordGate, toast, type Values } from '@/ui';
import { CONTRACT, useContract, useEntities, useRefresh, type Contract, type Entity } from './api';
import { afterwardFields, draftFields, sentDraft, valuesOf } from './fields';

/** A draft with its plan; of a contract in force only what moves no money. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('contracts');
  const contract = useContract(id);
  const entities = useEntities();
  const query = {
    data: contract.data && entities.data ? { one: contract.data, entities: entities.data } : undefined, error: contract.error ?? entities.error,
    refetch: () => Promise.all([contract.refetch(), entities.refetch()]),
  };
  return (
    <RecordGate query={query} title={t('title')} failed={t('form_failed')} back={{ to: '/contracts', label: t('title') }}>
      {(data) => <Form one={data.one} entities={data.entities} />}
    </RecordGate>
  );
}

function Form({ one, entities }: { one: Contract; entities: Entity[] }) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { id } = one;
  const draft = one.status === 'draft';
  const fields = draft ? draftFields(t, entities, { locked: true, shown: false }) : afterwardFields(t);
  const whole = valuesOf(one);
  const initial = draft ? whole : Object.fromEntries(fields.map((f) => [f.name, whole[f.name]]));
  const back = `/contracts/${id}`;
  const send = (values: Values, version: number | undefined) => api.patch<Contract>(`/contracts/${id}`, draft ? sentDraft(values) : values, { version });
  return (
    <Page title={t('edit_title', { title: one.title })} back={{ to: back, label: one.title }}>
      <div className="cform">
        <RecordForm<Contract>
          draft={`${CONTRACT}:${id}`} fields={fields} initial={initial} version={one.version} submitText={t('save')} onSubmit={(values, { version }) => send(values, version)} onCancel={() => void navigate(back)}
          fromRecord={(record) => valuesOf(record as Contract)} onDone={() => { void refresh(); toast(t('done.saved')); void navigate(back); }}
        />
      </div>
    </Page>
  );
}
