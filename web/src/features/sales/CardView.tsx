import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { scaled, yuan } from '@/lib/money';
import { Avatar, Glyph } from '@/ui';
import type { Card } from './api';
import { useCardWords } from './words';

/** Four lines: client, title, next step, amount with date and owner. Only what asks for something is coloured. */
export function CardView({ card }: { card: Card }) {
  const { t, i18n } = useTranslation('sales');
  const words = useCardWords();
  const expectedPast = words.past(card.expected_on);
  const stepPast = words.past(card.next_step_on);
  const stay = card.alarms.includes('stay') && card.stay_days !== null;
  return (
    <>
      <div className="row btw g8">
        <span className="s12 t3 el" title={card.client}>{card.client}</span>
        {stay && <span className="card-age amber num"><Clock size={12} aria-hidden />{t('card.stay', { count: card.stay_days ?? 0 })}</span>}
      </div>
      <div className="card-title">{card.title}</div>
      <div className={`s13 el card-next ${!card.next_step ? 'amber' : stepPast ? 'red' : 't2'}`} title={words.next(card)}>{words.next(card)}</div>
      <div className="row g8">
        <span className="num nw" title={`¥${yuan(card.amount)}`}>{scaled(card.amount, i18n.language)}<span className="s12 t3"> {t('card.unit')}</span></span>
        <span className="sp" />
        {expectedPast > 0
          ? <span className="row g4 s12 red num"><Glyph kind="late" size={12} />{t('common:day.past_due', { count: expectedPast })}</span>
          : card.expected_on && <span className="s12 t3 num el" title={t('card.expected', { date: card.expected_on })}>{words.expected(card.expected_on)}</span>}
        {card.owner && <span title={card.owner}><Avatar name={card.owner} /><span className="sr">{card.owner}</span></span>}
      </div>
    </>
  );
}
