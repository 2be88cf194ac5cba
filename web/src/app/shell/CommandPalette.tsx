import { useQuery } from '@tanstack/react-query';
import { Modal } from 'antd';
import { ArrowRight, FileSearch, type LucideIcon } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useDebounced } from '@/lib/useDebounced';
import { features, type NavEntry, type NavGroup } from '../features';
import { allowed, useMe } from '../session';

interface Hit { resource: string; id: string; title: string; subtitle: string; link: string }
interface Item { key: string; section: string; title: string; subtitle?: string; /** What sort of record it is. */ kind?: string; icon: LucideIcon; run: () => void }

const AGAIN_MS = 1500;
const LOOKS = 8;

function useHits(q: string) {
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<{ items: Hit[] }>('/search', { params: { q }, signal }),
    enabled: q.trim() !== '',
    staleTime: 0,
    // The index follows what was written by some seconds: who waits before the open palette sees it come.
    refetchInterval: (asked) => (asked.state.data?.items.length === 0 && asked.state.dataUpdateCount < LOOKS ? AGAIN_MS : false),
    placeholderData: (old) => (q.trim() ? old : undefined),
  });
}

export function CommandPalette({ groups, onClose }: { groups: { group: NavGroup; entries: NavEntry[] }[]; onClose: () => void }) {
  const { t } = useTranslation(['common', 'nav']);
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [composing, setComposing] = useState(false);
  const [at, setAt] = useState(0);
  const q = useDebounced(composing ? '' : text.trim(), 150);
  const hits = useHits(q);

  const items = useMemo<Item[]>(() => {
    const go = (path: string) => () => { onClose(); void navigate(path); };
    const wanted = text.trim().toLowerCase();
    const fits = (s: string) => s.toLowerCase().includes(wanted);
    // The list of a sort of record is the entry that asks for nothing but seeing it; 工作台 shows clients too.
    const entries = features.flatMap((f) => f.nav ?? []);
    const kinds = new Map([...entries.filter((n) => n.action), ...entries.filter((n) => !n.action)].map((n) => [n.resource, n]));
    const records = (hits.data?.items ?? []).map((h): Item => {
      const kind = kinds.get(h.resource);
      return { key: `${h.resource}/${h.id}`, section: 'records', title: h.title, subtitle: h.subtitle, kind: kind && t(`nav:${kind.labelKey}`), icon: kind?.icon ?? FileSearch, run: go(h.link) };
    });
    const pages = groups.flatMap((g) => g.entries).map((n): Item => ({ key: n.key, section: 'pages', title: t(`nav:${n.labelKey}`), icon: n.icon, run: go(n.path) }));
    const commands = features.flatMap((f) => f.commands ?? []).filter((c) => allowed(me, c.resource, c.action)).map((c): Item => ({
      key: c.key, section: 'commands', title: t(`nav:${c.labelKey}`), icon: c.icon ?? ArrowRight,
      run: c.path ? go(c.path) : () => { onClose(); c.run?.(); },
    }));
    const inside: Item = { key: 'inside', section: 'inside', title: t('palette.inside', { q: text.trim() }), icon: FileSearch, run: go(`/search?q=${encodeURIComponent(text.trim())}`) };
    return [...(wanted ? records : []), ...[...pages, ...commands].filter((i) => fits(i.title)), ...(wanted ? [inside] : [])];
  }, [groups, hits.data, me, navigate, onClose, t, text]);

  const active = Math.min(at, Math.max(0, items.length - 1));
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return;
    if (e.key === 'ArrowDown') setAt((active + 1) % Math.max(1, items.length));
    else if (e.key === 'ArrowUp') setAt((active - 1 + items.length) % Math.max(1, items.length));
    else if (e.key === 'Enter') items[active]?.run();
    else return;
    e.preventDefault();
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={600} style={{ top: 96 }} styles={{ container: { padding: 0 }, header: { display: 'none' } }} title={t('shell.find')}>
      <div className="palette">
        <input
          autoFocus role="combobox" aria-expanded aria-controls="palette-list" aria-activedescendant={items[active] ? `palette-${active}` : undefined}
          aria-label={t('shell.find')} placeholder={t('palette.placeholder')} value={text} onKeyDown={onKey}
          onChange={(e) => { setText(e.target.value); setAt(0); }}
          onCompositionStart={() => setComposing(true)} onCompositionEnd={() => setComposing(false)}
        />
        <div className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.results')}>
          {items.map((item, i) => (
            <div key={item.key} role="presentation">
              {items[i - 1]?.section !== item.section && item.section !== 'inside' && <div className="h" role="presentation">{t(`palette.${item.section}`)}</div>}
              {/* Keys are taken by the field above, which keeps the focus, as the combobox pattern asks. */}
              {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
              <div id={`palette-${i}`} role="option" aria-selected={i === active} className="palette-item" onMouseMove={() => setAt(i)} onClick={item.run}>
                <item.icon size={16} strokeWidth={1.75} aria-hidden /><span className="el">{item.title}</span>
                {item.subtitle && <span className="s13 t3 el">{item.subtitle}</span>}
                {item.kind && <><span className="sp" /><span className="s12 t3 nw">{item.kind}</span></>}
              </div>
            </div>
          ))}
          {items.every((item) => item.section === 'inside') && <p className="t3 pad" role="status">{hits.isError ? t('palette.failed') : !hits.data || hits.isPlaceholderData || q !== text.trim() ? t('palette.searching') : t('palette.none', { q })}</p>}
        </div>
      </div>
    </Modal>
  );
}
