import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Drawing } from './Drawing';

export interface Way { key: string; title: string; text?: string; icon?: LucideIcon; to?: string; onClick?: () => void }

export interface EmptyStateProps {
  title: string;
  /** What this place is for, one sentence. */
  text?: ReactNode;
  /** Up to three ways to start. */
  ways?: Way[];
  broken?: boolean;
  footer?: ReactNode;
}

export function EmptyState({ title, text, ways = [], broken, footer }: EmptyStateProps) {
  return (
    <div className="empty">
      <Drawing broken={broken} />
      <h2 className="s20 w6">{title}</h2>
      {text && <p className="t2 bal">{text}</p>}
      {ways.length > 0 && (
        <ul className="ways">
          {ways.map((w) => (
            <li key={w.key}>
              {w.to ? <Link to={w.to}><WayBody way={w} /></Link> : <button type="button" onClick={w.onClick}><WayBody way={w} /></button>}
            </li>
          ))}
        </ul>
      )}
      {footer}
    </div>
  );
}

function WayBody({ way }: { way: Way }) {
  const Icon = way.icon;
  return (
    <>
      {Icon && <Icon size={20} strokeWidth={1.75} color="var(--primary)" aria-hidden />}
      <span className="w6">{way.title}</span>
      {way.text && <span className="s13 t2 bal">{way.text}</span>}
    </>
  );
}
