import { Button } from 'antd';
import { MailPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { USER } from '@/features/accounts/api';
import { DataTable, DateText, EmptyState, Page, Status, toast, type Column } from '@/ui';
import { INVITATION, useRefreshAll, type InvitationItem, type Invited } from './api';
import { InviteDialog, LinkOnce } from './InviteDialog';

/** Who was invited and how it stands; sent again or withdrawn from here. */
export function Component() {
  const { t } = useTranslation('organisation');
  const refresh = useRefreshAll();
  const may = useCan(USER, 'create');
  const [params, setParams] = useSearchParams();
  const [once, setOnce] = useState<Invited | null>(null);
  const adding = may && params.has('new');
  const patch = (open: boolean) => setParams((old) => { const now = new URLSearchParams(old); if (open) now.set('new', '1'); else now.delete('new'); return now; });
  const told = (made: Invited) => { patch(false); void refresh(); if (made.link) setOnce(made); else toast(t('inv.sent', { name: made.name })); };
  const attempt = (act: () => Promise<unknown>) => void act().catch((error: unknown) => toast(Problem.from(error).message));
  const resend = (id: string) => api.post<Invited>(`/invitations/${id}/resend`).then(told);
  const withdraw = async (row: InvitationItem) => {
    await api.post(`/invitations/${row.id}/withdraw`);
    await refresh();
    toast({ text: t('inv.withdrawn', { name: row.name }), undo: () => resend(row.id) });
  };
  const state = (row: InvitationItem) => <Status state={`invitation.${row.state}`} />;
  const acts = (row: InvitationItem) => row.state !== 'accepted' && (
    <span className="row g8">
      <Button size="small" onClick={(e) => { e.preventDefault(); attempt(() => resend(row.id)); }} aria-label={t('inv.resend_of', { name: row.name })}>{t('inv.resend')}</Button>
      {row.state !== 'withdrawn' && <Button size="small" type="text" onClick={(e) => { e.preventDefault(); attempt(() => withdraw(row)); }} aria-label={t('inv.withdraw_of', { name: row.name })}>{t('inv.withdraw')}</Button>}
    </span>
  );
  const columns: Column<InvitationItem>[] = [
    { key: 'name', title: t('inv.name'), width: 120 },
    { key: 'email', title: t('inv.email'), width: 230 },
    { key: 'department', title: t('inv.department'), width: 130 },
    { key: 'title', title: t('inv.post'), width: 120 },
    { key: 'state', title: t('inv.state'), width: 110, render: state },
    { key: 'expires_at', title: t('inv.until'), width: 150, sort: true, render: (row) => <DateText value={row.expires_at} /> },
    ...(may ? [{ key: 'acts', title: t('inv.acts'), width: 170, render: acts } satisfies Column<InvitationItem>] : []),
  ];
  return (
    <Page title={t('inv.title')} back={{ to: '/people', label: t('people') }} actions={may && <Button type="primary" icon={<MailPlus size={15} />} onClick={() => patch(true)}>{t('inv.new')}</Button>}>
      <DataTable<InvitationItem>
        list="invitations" resource={INVITATION} noun={t('inv.noun')} columns={columns} defaultSort="-created_at" rowLink={(row) => `/people/${row.user_id}`} rowLabel={(row) => row.name} searchPlaceholder={t('inv.search')}
        phoneRow={(row) => ({ title: row.name, line: [row.email, row.department].filter(Boolean).join(' · '), state: state(row) })}
        views={[{ key: 'open', name: t('inv.view_open'), query: 'filter=state:in:open,expired' }]} empty={<EmptyState title={t('inv.empty')} />}
      />
      {adding && <InviteDialog onClose={() => patch(false)} onDone={told} />}
      {once && <LinkOnce made={once} onClose={() => setOnce(null)} />}
    </Page>
  );
}
