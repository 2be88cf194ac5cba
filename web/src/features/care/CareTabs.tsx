import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';
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
  const { me } = useSession();
  const { pathname } = useLocation();
  const tabs = PLACES[place];
  const here = tabs.find((tab) => tab.to === pathname)?.key ?? tabs[0]?.key ?? 'segments';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="ca-tabs" aria-label={t(`place.${place}`)}>
        {tabs.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to} end>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
