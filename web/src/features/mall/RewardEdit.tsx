import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Page, RecordForm, RecordGate, toast } from '@/ui';
import { useRefresh, useReward, useTiers, type Reward } from './api';
import { rewardFields, sent, valuesOf } from './fields';
import './mall.css';

export function Component() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation('mall');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const reward = useReward(id);
  const tiers = useTiers();
  const query = { data: reward.data && tiers.data ? { one: reward.data, tiers: tiers.data.items } : undefined, error: reward.error ?? tiers.error, refetch: () => Promise.all([reward.refetch(), tiers.refetch()]) };
  const back = { to: `/mall/rewards/${id}`, label: reward.data?.title ?? t('tab.rewards') };
  return (
    <RecordGate query={query} title={t('edit_reward')} failed={t('failed')} back={back}>
      {({ one, tiers: items }) => (
        <Page title={t('edit_reward')} back={back}>
          <div className="ml-form">
            <RecordForm<Reward>
              fields={rewardFields(t, items, i18n.language.startsWith('en'), one.redeemed > 0)} initial={valuesOf(one)} version={one.version} fromRecord={(r) => valuesOf(r as Reward)} submitText={t('save_reward')}
              onCancel={() => void navigate(-1)} onSubmit={(v, { version }) => api.put<Reward>(`/mall/rewards/${one.id}`, sent(v), { version })}
              onDone={() => { void refresh(); toast(t('done.saved')); void navigate(`/mall/rewards/${one.id}`, { replace: true }); }}
            />
          </div>
        </Page>
      )}
    </RecordGate>
  );
}
