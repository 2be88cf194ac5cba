import type { ReactNode } from 'react';

interface PanelProps { title: string; note?: ReactNode; action?: ReactNode; className?: string; children: ReactNode }

export function Panel({ title, note, action, className = '', children }: PanelProps) {
  return (
    <section className={`pn ${className}`}>
      <div className="pn-h"><h2 className="ct">{title}</h2>{note && <span className="s12 t3 nw">{note}</span>}<span className="sp" />{action}</div>
      {children}
    </section>
  );
}
