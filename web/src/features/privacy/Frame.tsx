import './privacy.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { allowed, useSession } from '@/app/session';
import { Page } from '@/ui';

const TABS = [
  { key: 'people', to: '/privacy', resource: 'privacy.persons' },
  { key: 'requests', to: '/privacy/requests', resource: 'privacy.request' },
  { key: 'consents', to: '/privacy/consents', resource: 'privacy.consent' },
  { key: 'notices', to: '/privacy/notices', resource: 'privacy.notice' },
  { key: 'retention', to: '/privacy/retention', resource: 'privacy.retention' },
  { key: 'register', to: '/privacy/register', resource: 'privacy.activity' },
];

/** The pages of personal data, under one heading. */
export function Frame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('privacy');
  const { me } = useSession();
  return (
    <Page title={t('title')} actions={actions}>
      <div className="pv-page">
        <nav className="pv-tabs" aria-label={t('title')}>
          {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} end to={tab.to}>{t(`tab.${tab.key}`)}</NavLink>)}
        </nav>
        {children}
      </div>
    </Page>
  );
}
