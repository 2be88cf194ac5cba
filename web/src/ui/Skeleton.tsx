import { useEffect, useState } from 'react';

/** Nothing under 300 ms: a flash of grey is worse than a short wait. */
export function useSlow(ms = 300): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), ms);
    return () => window.clearTimeout(timer);
  }, [ms]);
  return slow;
}

export function Bone({ width = '100%', height = 12 }: { width?: number | string; height?: number }) {
  return <span className="bone" style={{ width, height }} />;
}

export function PageSkeleton() {
  const slow = useSlow();
  if (!slow) return null;
  return (
    <div className="page" aria-hidden>
      <div className="top"><Bone width={120} height={14} /></div>
      <div className="pad col g16">{[62, 84, 70, 76, 58].map((w) => <Bone key={w} width={`${w}%`} />)}</div>
    </div>
  );
}

/** A record's true layout: title, facts, two columns. */
export function RecordSkeleton() {
  const slow = useSlow();
  if (!slow) return null;
  return (
    <div className="pad col g16" aria-hidden>
      <Bone width={320} height={20} /><Bone width={420} />
      <div className="row g24">{[90, 110, 80, 100, 90].map((w, i) => <span key={`${w}${i}`} className="col g8"><Bone width={48} height={10} /><Bone width={w} /></span>)}</div>
      <div className="col g12 mt16">{[72, 80, 66, 74].map((w) => <Bone key={w} width={`${w}%`} />)}</div>
    </div>
  );
}
