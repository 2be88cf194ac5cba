import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Page, RecordForm, RecordGate, toast } from '@/ui';
import { REWARD, useRefresh, useTiers, type Reward } from './api';
import { FRESH, rewardFields, sent } from './fields';
import './mall.css';

/** A draft first: its picture and its stock come before it is offered. */
export function Component() {
  const { t, i18n } = useTranslation('mall');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const tiers = useTiers();
  return (
    <RecordGate query={tiers} title={t('new_reward')} failed={t('failed')} back={{ to: '/mall/rewards', label: t('tab.rewards') }}>
      {({ items }) => (
        <Page title={t('new_reward')} back={{ to: '/mall/rewards', label: t('tab.rewards') }}>
          <div className="ml-form">
            <RecordForm<Reward>
              draft={`${REWARD}:new`} fields={rewardFields(t, items, i18n.language.startsWith('en'), false)} initial={FRESH} submitText={t('create_reward')} onCancel={() => void navigate(-1)}
              onSubmit={(v, { idempotencyKey }) => api.post<Reward>('/mall/rewards', sent(v), { idempotencyKey })}
              onDone={(made) => { void refresh(); toast(t('done.created', { title: made.title })); void navigate(`/mall/rewards/${made.id}`, { replace: true }); }}
            />
          </div>
        </Page>
      )}
    </RecordGate>
  );
}
