import './sso.css';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, EmptyState, ErrorState, Page, Section } from '@/ui';
import { NewProvider } from './dialogs';
import { PolicySection } from './PolicySection';
import { ProviderRow } from './ProviderRow';
import { PROVIDER, useProviders } from './api';

/** Whose word is taken for who somebody is, and whether nothing else lets people in. */
export function Component() {
  const { t } = useTranslation('sso');
  const found = useProviders();
  const mayCreate = useCan(PROVIDER, 'create');
  const mayUpdate = useCan(PROVIDER, 'update');
  const [adding, setAdding] = useState(false);
  const add = mayCreate ? () => setAdding(true) : undefined;
  const rows = found.data ?? [];
  return (
    <Page title={t('title')} actions={add && rows.length > 0 && <Button type="primary" icon={<Plus size={15} />} onClick={add}>{t('new')}</Button>}>
      <div className="pad">
        {found.isPending && <Bone width="100%" height={240} />}
        {found.isError && <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <EmptyState title={t('none')} text={t('none_text')} ways={add ? [{ key: 'new', title: t('new'), onClick: add }] : undefined} />}
        {rows.length > 0 && (
          <div className="sso">
            <Section title={t('providers')}>{rows.map((p) => <ProviderRow key={p.id} provider={p} mayUpdate={mayUpdate} />)}</Section>
            <PolicySection mayUpdate={mayUpdate} />
          </div>
        )}
      </div>
      {adding && <NewProvider onClose={() => setAdding(false)} />}
    </Page>
  );
}
