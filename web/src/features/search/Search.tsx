import './search.css';
import { Button, Input } from 'antd';
import { Search as Lens } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useDebounced } from '@/lib/useDebounced';
import { Bone, EmptyState, ErrorState, Page } from '@/ui';
import { useEverything, type Group, type Hit, type Piece } from './api';

const PAUSE_MS = 250;

/** Everything that is written: records, and what documents say. What is asked stands in the address. */
export function Component() {
  const { t } = useTranslation('search');
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get('q') ?? '');
  const [composing, setComposing] = useState(false);
  const kind = params.get('kind') ?? '';
  const q = (params.get('q') ?? '').trim();
  const typed = useDebounced(composing ? q : text.trim(), PAUSE_MS);
  const last = useRef(q);
  useEffect(() => {
    if (typed === last.current) return;
    last.current = typed;
    setParams((old) => { const now = new URLSearchParams(old); if (typed) now.set('q', typed); else now.delete('q'); now.delete('kind'); return now; }, { replace: true });
  }, [typed, setParams]);
  // The palette and the browser's own way back change the address from outside.
  useEffect(() => { if (q !== last.current) { last.current = q; setText(q); } }, [q]);
  const choose = (to: string) => setParams((old) => { const now = new URLSearchParams(old); if (to) now.set('kind', to); else now.delete('kind'); return now; });
  return (
    <Page title={t('title')}>
      <div className="everything">
        <div className="find">
          <Input
            autoFocus allowClear size="large" maxLength={100} prefix={<Lens size={16} className="t3" aria-hidden />} aria-label={t('title')} placeholder={t('placeholder')} value={text}
            onChange={(e) => setText(e.target.value)} onCompositionStart={() => setComposing(true)} onCompositionEnd={() => setComposing(false)}
          />
        </div>
        {q ? <Results q={q} kind={kind} onKind={choose} /> : <EmptyState title={t('start')} text={t('start_text')} />}
      </div>
    </Page>
  );
}

function Results({ q, kind, onKind }: { q: string; kind: string; onKind: (kind: string) => void }) {
  const { t } = useTranslation('search');
  const asked = useEverything(q, kind);
  if (asked.isError) return <ErrorState title={t('failed')} problem={Problem.from(asked.error)} onRetry={() => void asked.refetch()} />;
  if (!asked.data) return <div role="status" aria-label={t('loading')}>{[0, 1, 2, 3].map((n) => <p key={n} className="pad"><Bone width={n % 2 ? '60%' : '80%'} /></p>)}</div>;
  const groups = joined(asked.data.pages.flatMap((page) => page.groups));
  const empty = groups.every((g) => g.items.length === 0);
  return (
    <div aria-busy={asked.isPlaceholderData} aria-label={t('results')} role="region">
      {kind && <div className="kinds" role="group" aria-label={t('kinds')}><button type="button" aria-pressed={false} onClick={() => onKind('')}>{t('all')}</button><button type="button" aria-pressed>{groups[0]?.label}</button></div>}
      {empty && <EmptyState title={t('none', { q })} text={t('none_text')} />}
      {groups.filter((g) => g.items.length > 0).map((g) => (
        <section key={g.kind} aria-label={g.label}>
          {!kind && <h2>{g.label}</h2>}
          <ul>{g.items.map((hit) => <HitLine key={hit.id} hit={hit} />)}</ul>
          {!kind && g.next && <Button className="more" onClick={() => onKind(g.kind)}>{t('all_of', { kind: g.label })}</Button>}
        </section>
      ))}
      {asked.hasNextPage && <Button className="more" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

function HitLine({ hit }: { hit: Hit }) {
  return (
    <li>
      <Link to={hit.link}>
        <span className="name"><b>{hit.name.length ? <Marked pieces={hit.name} /> : hit.title}</b>{hit.subtitle && <span className="el" title={hit.subtitle}>{hit.subtitle}</span>}</span>
        {hit.passage.length > 0 && <span className="passage"><Marked pieces={hit.passage} /></span>}
      </Link>
    </li>
  );
}

function Marked({ pieces }: { pieces: Piece[] }) {
  return <>{pieces.map((piece, i) => (piece.hit ? <mark key={i}>{piece.text}</mark> : <span key={i}>{piece.text}</span>))}</>;
}

/** The pages of one kind as one group. */
function joined(groups: Group[]): Group[] {
  const found = new Map<string, Group>();
  for (const g of groups) {
    const known = found.get(g.kind);
    found.set(g.kind, known ? { ...g, items: [...known.items, ...g.items] } : g);
  }
  return [...found.values()];
}
