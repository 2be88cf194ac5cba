import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { usePhone } from '@/lib/useMedia';
import { RecordForm, toast } from '@/ui';
import { OPPORTUNITY, useRefresh, useStages, type Opportunity } from './api';
import { newFields, sent } from './fields';

interface Props { stage?: string; client?: { id: string; name: string }; onClose: () => void }

/** A new opportunity beside the board, which stays in sight. */
export function NewDrawer({ stage, client, onClose }: Props) {
  const { t, i18n } = useTranslation('sales');
  const stages = useStages().data;
  const refresh = useRefresh();
  const mayAssign = useCan(OPPORTUNITY, 'assign');
  const phone = usePhone();
  const first = stage || stages?.[0]?.id;
  return (
    <Drawer open title={t('new')} size={phone ? '100%' : 560} onClose={onClose} destroyOnHidden>
      {stages && (
        <RecordForm<Opportunity>
          key={first} layout="dialog" draft={`${OPPORTUNITY}:new${client ? `:${client.id}` : ''}`} fields={newFields(t, i18n.language, stages, { clientName: client?.name, mayAssign })}
          initial={{ stage_id: first, client_id: client?.id }} submitText={t('create')} onCancel={onClose}
          onSubmit={(values, { idempotencyKey }) => api.post<Opportunity>('/opportunities', sent(values), { idempotencyKey })}
          onDone={(made) => { void refresh(); toast(t('done.created', { title: made.title })); onClose(); }}
        />
      )}
    </Drawer>
  );
}
