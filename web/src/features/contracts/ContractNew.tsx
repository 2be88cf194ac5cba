import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { Page, RecordForm, RecordGate, toast, type Values } from '@/ui';
import { CONTRACT, useEntities, useRefresh, type Contract, type Entity } from './api';
import { draftFields, sentDraft } from './fields';

interface Source { title: string; amount: string; client: { id: string; name: string } }

/** From an opportunity (its title, amount and client), from a client, or from nothing. */
function useSource(opportunity: string, client: string) {
  return useQuery({
    queryKey: [CONTRACT, 'source', opportunity, client], enabled: Boolean(opportunity || client),
    queryFn: async ({ signal }): Promise<Source> => {
      if (opportunity) return api.get<Source>(`/opportunities/${opportunity}`, { signal });
      const found = await api.get<{ id: string; name: string }>(`/clients/${client}`, { signal });
      return { title: '', amount: '', client: found };
    },
  });
}

export function Component() {
  const { t } = useTranslation('contracts');
  const [params] = useSearchParams();
  const opportunity = params.get('opportunity') ?? '';
  const client = params.get('client') ?? '';
  const entities = useEntities();
  const source = useSource(opportunity, client);
  const query = {
    data: entities.data && !source.isLoading && !source.error ? { entities: entities.data, from: source.data } : undefined, error: entities.error ?? source.error,
    refetch: () => Promise.all([entities.refetch(), source.refetch()]),
  };
  return (
    <RecordGate query={query} title={t('new')} failed={t('form_failed')} back={{ to: '/contracts', label: t('title') }}>
      {(data) => <Form entities={data.entities} from={data.from} opportunity={opportunity} client={client} />}
    </RecordGate>
  );
}

function Form({ entities, from, opportunity, client }: { entities: Entity[]; from: Source | undefined; opportunity: string; client: string }) {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const initial: Values = {
    client_id: from?.client.id ?? '', title: from?.title ?? '', legal_entity_id: entities[0]?.id ?? '', amount: from && from.amount !== '0.00' ? from.amount : '', tax_rate: '9.00',
    signed_on: today(), starts_on: '', ends_on: '', defects_months: 24, warranty_months: 24, instalments: [], risk_reason: { text: '' },
  };
  const send = (values: Values, idempotencyKey: string) => api.post<Contract>('/contracts', { ...sentDraft(values), opportunity_id: opportunity || null }, { idempotencyKey });
  return (
    <Page title={t('new')} back={{ to: '/contracts', label: t('title') }}>
      <div className="cform">
        <RecordForm<Contract>
          draft={`${CONTRACT}:new:${opportunity || client}`} fields={draftFields(t, entities, { locked: Boolean(from), name: from?.client.name, shown: true })} initial={initial}
          submitText={t('create')} onSubmit={(values, { idempotencyKey }) => send(values, idempotencyKey)} onCancel={() => void navigate(-1)}
          onDone={(made) => { void refresh(); toast(t('done.created', { title: made.title })); void navigate(`/contracts/${made.id}`, { replace: true }); }}
        />
      </div>
    </Page>
  );
}
