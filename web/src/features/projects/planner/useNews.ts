import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { News } from '../api';

export interface Glow { ids: ReadonlySet<string>; who: string }

const GLOW_MS = 1200;
const SAID_MS = 6000;

/** What another has just done: its rows glow with his name for a moment, and one line says it for longer. */
export function useNews(news: News | undefined): { glow: Glow | null; said: string } {
  const { t } = useTranslation('projects');
  const [glow, setGlow] = useState<Glow | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!news) return undefined;
    const last = news.acts.at(-1);
    setGlow({ ids: new Set(news.ids), who: news.who });
    setSaid(last ? t(last.undone ? 'news.undone' : 'news.did', { who: last.who, what: `${t(`change.${last.kind}`)} ${last.title}`.trim(), count: news.acts.length }) : '');
    const dark = window.setTimeout(() => setGlow(null), GLOW_MS);
    const still = window.setTimeout(() => setSaid(''), SAID_MS);
    return () => { window.clearTimeout(dark); window.clearTimeout(still); };
  }, [news, t]);
  return { glow, said };
}
