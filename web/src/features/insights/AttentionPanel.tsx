import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { figure } from '@/lib/money';
import { Glyph, type GlyphKind } from '@/ui';
import type { Attention } from './api';
import { Panel } from './Panel';

const GLYPHS: Record<Attention['kind'], GlyphKind> = { overdue: 'late', milestone: 'mile', project: 'late', promise: 'late', ending: 'soon' };

/** At most five sentences, the worst first. */
export function AttentionPanel({ items }: { items: Attention[] }) {
  const { t, i18n } = useTranslation('insights');
  const { t: c } = useTranslation();
  const said = (item: Attention) => {
    const { amount, ...rest } = item.params;
    const f = typeof amount === 'string' ? figure(amount, i18n.language) : null;
    return t(`attention.${item.kind}`, { ...rest, amount: f ? c(`money.${f.unit}`, { value: f.value }) : '' });
  };
  return (
    <Panel title={t('attention.title')}>
      {items.length === 0 ? <p className="t3">{t('attention.none')}</p> : (
        <ul className="att">
          {items.map((item) => {
            const text = said(item);
            return <li key={`${item.kind}${item.link}`}><Glyph kind={GLYPHS[item.kind]} /><span className="att-text">{text}</span><Link className="s13 nw" to={item.link}>{t('attention.open')}<span className="sr">{text}</span></Link></li>;
          })}
        </ul>
      )}
    </Panel>
  );
}
