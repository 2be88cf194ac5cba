import { Button } from 'antd';
import { Plus, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, Status, type Column } from '@/ui';
import { REWARD, SETTING, type RewardRow } from './api';
import { MallTabs } from './MallTabs';
import { Picture } from './Picture';
import { SettingDialog } from './SettingDialog';

/** What points can be redeemed for. */
export function Component() {
  const { t, i18n } = useTranslation('mall');
  const navigate = useNavigate();
  const create = useCan(REWARD, 'create');
  const keeps = useCan(SETTING, 'view');
  const [setting, setSetting] = useState(false);
  const english = i18n.language.startsWith('en');
  const title = (r: RewardRow) => (english && r.title_en) || r.title;
  const left = (r: RewardRow) => (r.left === null ? <span className="t3">{t('unlimited')}</span> : <span className={r.left === 0 ? 'amber num' : 'num'}>{r.left.toLocaleString('en-US')}</span>);
  const columns: Column<RewardRow>[] = [
    { key: 'title', title: t('col.reward'), width: 280, sort: true, render: (r) => <span className="row g8"><Picture id={r.picture_id} kind={r.kind} size={24} /><span className="el">{title(r)}</span></span> },
    { key: 'kind', title: t('col.kind'), width: 124, type: 'choice', sort: true },
    { key: 'state', title: t('col.state'), width: 88, sort: true, render: (r) => <Status state={`reward.${r.state}`} /> },
    { key: 'points', title: t('col.points'), width: 92, type: 'number', sort: true },
    { key: 'left', title: t('col.left'), width: 84, align: 'right', sort: true, render: left },
    { key: 'redeemed', title: t('col.redeemed'), width: 84, type: 'number' },
    { key: 'per_client', title: t('col.limit'), width: 116, render: (r) => (r.per_client === null ? <span className="t3">—</span> : t(`limit.${r.period}`, { count: r.per_client })) },
    { key: 'tier', title: t('col.tier'), width: 92, render: (r) => (r.tier ? <span className="violet">{(english && r.tier_en) || r.tier}</span> : <span className="t3">—</span>) },
    { key: 'ends_on', title: t('col.ends_on'), width: 108, type: 'date', sort: true },
  ];
  const add = () => void navigate('/mall/rewards/new');
  return (
    <Page
      title={t('tab.rewards')} crumb={<MallTabs />}
      actions={<>{keeps && <Button icon={<Settings2 size={15} />} onClick={() => setSetting(true)}>{t('setting.open')}</Button>}{create && <Button type="primary" icon={<Plus size={15} />} onClick={add}>{t('new_reward')}</Button>}</>}
    >
      <DataTable<RewardRow>
        list="rewards" path="/mall/rewards" resource={REWARD} noun={t('reward_noun')} counter={t('reward_counter')} columns={columns} defaultSort="place" searchPlaceholder={t('search_rewards')}
        rowLink={(r) => `/mall/rewards/${r.id}`} rowLabel={(r) => r.title} onCreate={create ? add : undefined}
        phoneRow={(r) => ({ lead: <Picture id={r.picture_id} kind={r.kind} />, title: title(r), line: left(r), state: <Status state={`reward.${r.state}`} />, figure: <span className="num">{r.points.toLocaleString('en-US')}</span> })}
        views={[{ key: 'on', name: t('view.on'), query: 'filter=state:in:on' }, { key: 'out', name: t('view.out'), query: 'filter=limited:eq:true&filter=left:eq:0' }, { key: 'draft', name: t('view.draft'), query: 'filter=state:in:draft' }]}
        empty={<EmptyState title={t('rewards_empty.title')} text={t('rewards_empty.text')} ways={create ? [{ key: 'new', title: t('new_reward'), to: '/mall/rewards/new' }] : []} />}
      />
      {setting && <SettingDialog onClose={() => setSetting(false)} />}
    </Page>
  );
}
