import { Bone } from '@/ui';

export function BoardSkeleton() {
  return (
    <div className="board" aria-hidden style={{ gridTemplateColumns: 'repeat(4,minmax(240px,1fr))' }}>
      {[3, 2, 2, 1].map((cards, i) => (
        <section key={i} className="bcol">
          <div className="bcol-head"><Bone width="60%" height={16} /></div>
          <ul className="col-cards">{Array.from({ length: cards }, (_, n) => <li key={n}><Bone width="100%" height={112} /></li>)}</ul>
        </section>
      ))}
    </div>
  );
}
