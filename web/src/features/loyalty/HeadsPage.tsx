import './loyalty.css';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { DateText, ErrorState } from '@/ui';
import { HeadList } from './HeadList';
import { useHeads } from './proof';

/** The published heads: for everybody, without a sign-in. */
export function Component() {
  const { t, i18n } = useTranslation('proof');
  const en = i18n.language.startsWith('en');
  const heads = useHeads();
  useEffect(() => { document.title = t('public_title'); }, [t]);
  return (
    <main className="lo-public">
      <p className="row g12"><span className="grow" /><Button size="small" onClick={() => void i18n.changeLanguage(en ? 'zh' : 'en')}>{en ? '中文' : 'English'}</Button></p>
      <h1 className="s20">{t('public_title')}</h1>
      <p className="t2">{t('public_text')}</p>
      {heads.isError && <ErrorState title={t('failed')} problem={Problem.from(heads.error)} onRetry={() => void heads.refetch()} />}
      {heads.data && <><p className="s13 t2">{t('next_head')} <DateText value={heads.data.due_at} as="stamp" /></p><HeadList data={heads.data} /></>}
    </main>
  );
}
