import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '@/ui';
import type { Made } from './api';
import { NewToken } from './NewToken';
import { ShownOnce } from './ShownOnce';
import { TokenTable } from './TokenTable';

const MINE = ['owner:in:me'];

/** One's own tokens. */
export function Component() {
  const { t } = useTranslation('tokens');
  const [params, setParams] = useSearchParams();
  const [made, setMade] = useState<Made | null>(null);
  const ask = (on: boolean) => setParams((old) => { const now = new URLSearchParams(old); if (on) now.set('new', '1'); else now.delete('new'); return now; });
  return (
    <Page title={t('mine')} actions={<Button type="primary" icon={<Plus size={15} />} onClick={() => ask(true)}>{t('new')}</Button>}>
      <TokenTable scope={MINE} onCreate={() => ask(true)} />
      {params.has('new') && <NewToken onClose={() => ask(false)} onDone={(token) => { ask(false); setMade(token); }} />}
      {made && <ShownOnce made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}
