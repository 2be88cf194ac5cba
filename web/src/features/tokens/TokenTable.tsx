import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { confirm, DataTable, DateText, EmptyState, Status, toast, type Column } from '@/ui';
import { scopeWords, TOKEN, useOffers, useRefreshTokens, type TokenRow } from './api';

/** Tokens with what they may do, how long, and when and from where they were used last. */
export function TokenTable({ scope, everybody, onCreate }: { scope?: string[]; everybody?: boolean; onCreate?: () => void }) {
  const { t, i18n } = useTranslation('tokens');
  const refresh = useRefreshTokens();
  const mayRevoke = useCan(TOKEN, 'archive');
  const offers = useOffers(i18n.language).data;
  const words = (row: TokenRow) => scopeWords(row.scopes, offers, t('colon'), t('and'));
  const state = (row: TokenRow) => <Status state={`token.${row.state}`} />;
  const revoke = (row: TokenRow) => confirm({
    title: t('revoke_title', { name: row.name }), text: t('revoke_text'), verb: t('revoke'), danger: true,
    act: async () => { await api.post(`/tokens/${row.id}/revoke`); await refresh(); toast(t('revoked', { name: row.name })); },
  });
  const used = (row: TokenRow) => (row.last_used_at ? <DateText value={row.last_used_at} as="ago" /> : <span className="t3">{t('never')}</span>);
  const columns: Column<TokenRow>[] = [
    { key: 'name', title: t('col.name'), width: 168, sort: true },
    { key: 'purpose', title: t('col.purpose'), width: 200, grow: true },
    ...(everybody ? [{ key: 'owner_name', title: t('col.owner'), width: 96 } satisfies Column<TokenRow>] : []),
    { key: 'scopes', title: t('col.scopes'), width: 220, render: (row) => <span className="el" title={words(row).join('\n')}>{words(row).join(t('semicolon'))}</span> },
    { key: 'hint', title: t('col.hint'), width: 84, render: (row) => <span className="num">…{row.hint}</span> },
    { key: 'state', title: t('col.state'), width: 96, render: state },
    { key: 'expires_at', title: t('col.expires'), width: 112, type: 'date', sort: true },
    { key: 'last_used_at', title: t('col.used'), width: 112, sort: true, render: used },
    { key: 'last_address', title: t('col.address'), width: 132 },
    ...(mayRevoke ? [{ key: 'id', title: t('col.act'), width: 88, render: (row: TokenRow) => (row.state === 'active' ? <Button size="small" onClick={() => revoke(row)} aria-label={t('revoke_named', { name: row.name })}>{t('revoke')}</Button> : null) } satisfies Column<TokenRow>] : []),
  ];
  return (
    <DataTable<TokenRow>
      list="tokens" resource={TOKEN} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-created_at" scope={scope} exportable={false} rowLabel={(row) => row.name} searchPlaceholder={t('search')} onCreate={onCreate}
      phoneRow={(row) => ({ title: row.name, line: [everybody ? row.owner_name : '', words(row).join(t('semicolon'))].filter(Boolean).join(' · '), state: state(row), figure: mayRevoke && row.state === 'active' ? <Button onClick={() => revoke(row)} aria-label={t('revoke_named', { name: row.name })}>{t('revoke')}</Button> : undefined })}
      views={[{ key: 'active', name: t('view.active'), query: 'filter=state:in:active' }, { key: 'ended', name: t('view.ended'), query: 'filter=state:in:expired,revoked' }]}
      empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={onCreate ? [{ key: 'new', title: t('new'), onClick: onCreate }] : undefined} />}
    />
  );
}
