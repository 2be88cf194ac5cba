import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useDebounced } from '@/lib/useDebounced';
import { phoneText } from '@/lib/phone';
import { Bone, EmptyState, ErrorState, Person, Tag } from '@/ui';
import { useFound, type Found } from './api';
import { Frame } from './Frame';

/** Find somebody, to see what is held on him. */
export function Component() {
  const { t } = useTranslation('privacy');
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const asked = useDebounced(text, 300);
  const found = useFound(asked);
  const change = (value: string) => { setText(value); setParams(value ? { q: value } : {}, { replace: true }); };
  return (
    <Frame>
      <div className="pv-body">
        <Input allowClear size="large" prefix={<Search size={16} aria-hidden />} value={text} onChange={(e) => change(e.target.value)} placeholder={t('people.search')} aria-label={t('people.search')} />
        {asked.trim() === '' && <EmptyState title={t('people.title')} text={t('people.text')} />}
        {found.isLoading && <div className="col g16" aria-hidden><Bone height={52} /><Bone height={52} /></div>}
        {found.isError && <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <EmptyState title={t('people.none')} text={t('people.none_text')} />}
        {found.data && found.data.length > 0 && <ul className="pv-list">{found.data.map((p) => <Row key={`${p.kind}${p.id}`} person={p} />)}</ul>}
      </div>
    </Frame>
  );
}

function Row({ person: p }: { person: Found }) {
  const { t } = useTranslation('privacy');
  return (
    <li>
      <Link className="grow row g8" to={`/privacy/people/${p.kind}/${p.id}`}><Person value={p.name} /><span className="t3 s13 el">{p.about}</span></Link>
      <span className="num s13 t2">{[p.phone && phoneText(p.phone), p.email].filter(Boolean).join(' · ')}</span>
      <Tag>{t(p.kind === 'contact' ? 'people.contact' : 'people.staff')}</Tag>
      {!p.active && <span className="s13 t3">{t('people.inactive')}</span>}
    </li>
  );
}
