import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { useSession, allowed } from '@/app/session';
import { CONTRACT, INSTALMENT, RECEIPT } from './api';
import './contracts.css';

const TABS = [
  { to: '/contracts', key: 'contracts', resource: CONTRACT },
  { to: '/receivables', key: 'receivables', resource: INSTALMENT },
  { to: '/receipts', key: 'receipts', resource: RECEIPT },
];

/** 合同 · 应收 · 回款: three lists of one place. */
export function MoneyTabs() {
  const { t } = useTranslation('contracts');
  const { me } = useSession();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => tab.to === pathname)?.key ?? 'contracts';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="mtabs" aria-label={t('tabs')}>
        {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to}>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
