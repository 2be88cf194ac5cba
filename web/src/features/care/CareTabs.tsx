import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';
import './care.css';

const PLACES = {
  segments: [{ to: '/segments', key: 'segments', resource: 'care.segment' }, { to: '/tag-rules', key: 'tag_rules', resource: 'care.tag_rule' }],
  visits: [{ to: '/visits', key: 'visits', resource: 'care.visit' }, { to: '/visits/stale', key: 'stale', resource: 'clients.client' }],
  credit: [
    { to: '/credit/rules', key: 'credit_rules', resource: 'care.credit_rule' }, { to: '/credit/risks', key: 'risks', resource: 'care.risk' },
    { to: '/credit/sanctions', key: 'sanctions', resource: 'care.sanction' },
  ],
};

/** 分层 · 标签规则, or 评级规则 · 签约风险 · 停止合作名单: the lists of one place. */
export function CareTabs({ place }: { place: keyof typeof PLACES }) {
  const { t } = useTranslation('care');
  return <PlaceTabs label={t(`place.${place}`)} tabs={PLACES[place].map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
