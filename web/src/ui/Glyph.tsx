export type GlyphKind = 'todo' | 'doing' | 'half' | 'done' | 'soon' | 'late' | 'hold' | 'mile';

const COLOUR: Record<GlyphKind, string> = {
  todo: 'var(--text3)', doing: 'var(--primary)', half: 'var(--primary)', done: 'var(--green)', soon: 'var(--amber)', late: 'var(--red)', hold: 'var(--text3)', mile: 'var(--violet)',
};

/** Each state has an outline of its own, so that it is known without its colour. */
export function Glyph({ kind, size = 14 }: { kind: GlyphKind; size?: number }) {
  const c = COLOUR[kind];
  const ring = <circle cx="7" cy="7" r="5.5" fill="none" stroke={c} strokeWidth="1.5" />;
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden>
      {kind === 'todo' && <circle cx="7" cy="7" r="5.5" fill="none" stroke={c} strokeWidth="1.5" strokeDasharray="2.2 1.9" />}
      {kind === 'doing' && <>{ring}<path d="M7 3.5a3.5 3.5 0 0 1 3.5 3.5H7z" fill={c} /></>}
      {kind === 'half' && <>{ring}<path d="M7 3.5a3.5 3.5 0 0 1 0 7z" fill={c} /></>}
      {kind === 'done' && <><circle cx="7" cy="7" r="6.25" fill={c} /><path d="M4.3 7.2l1.9 1.9 3.6-4" stroke="var(--surface)" strokeWidth="1.6" fill="none" strokeLinecap="round" strokeLinejoin="round" /></>}
      {kind === 'soon' && <>{ring}<path d="M7 4v3.2l2 1.3" stroke={c} strokeWidth="1.5" fill="none" strokeLinecap="round" /></>}
      {kind === 'late' && <><path d="M7 1.2L13.2 12.4H.8z" fill={c} /><path d="M7 5v3.5M7 10.3v.2" stroke="var(--surface)" strokeWidth="1.5" strokeLinecap="round" /></>}
      {kind === 'hold' && <>{ring}<path d="M5.7 5v4M8.3 5v4" stroke={c} strokeWidth="1.4" /></>}
      {kind === 'mile' && <path d="M7 .8L13.2 7 7 13.2.8 7z" fill={c} />}
    </svg>
  );
}
