import './account.css';
import { useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useState } from 'react';
import { Scale } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { useDemands, type RoleDemand } from './api';

/** Which roles must sign in with two steps. */
export function Component() {
  const { t, i18n } = useTranslation('account');
  const queries = useQueryClient();
  const found = useDemands();
  const mayUpdate = useCan('accounts.role', 'update');
  const [busy, setBusy] = useState('');
  const turn = async (role: RoleDemand, needed: boolean) => {
    setBusy(role.code);
    try {
      const { items } = await api.put<{ items: RoleDemand[] }>(`/sign-in/roles/${role.code}`, { needed });
      queries.setQueryData(['account.demands'], items);
      toast(t('rules.saved'));
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
    }
    setBusy('');
  };
  return (
    <Page title={t('rules.title')} actions={<Link className="row g6" to="/separation"><Scale size={15} aria-hidden />{t('rules.separation')}</Link>}>
      <div className="pad">
        {found.isPending && <Bone width="100%" height={320} />}
        {found.isError && <ErrorState title={t('rules.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && (
          <div className="acc">
            <Section title={t('rules.second')}>
              <p className="t2 mb8">{t('rules.text')}</p>
              {found.data.map((role) => {
                const name = i18n.language.startsWith('en') ? role.en : role.zh;
                return (
                  <div key={role.code} className="acc-row">
                    <span className="col"><span>{name}</span><span className="s13 t3 num">{t('rules.have', { some: role.with_second, count: role.people_count })}</span></span>
                    <Switch disabled={!mayUpdate} checked={role.needs_second_factor} loading={busy === role.code} onChange={(now) => void turn(role, now)} aria-label={t('rules.switch', { role: name })} />
                  </div>
                );
              })}
            </Section>
          </div>
        )}
      </div>
    </Page>
  );
}
