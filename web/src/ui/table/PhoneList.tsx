import { Link } from 'react-router';
import type { PhoneRow, RowBase } from './types';

interface Props<R extends RowBase> { rows: R[]; rowLink?: (row: R) => string; phoneRow: (row: R) => PhoneRow; onLeave: () => void }

/** Below 768 px: name, state, one number. */
export function PhoneList<R extends RowBase>({ rows, rowLink, phoneRow, onLeave }: Props<R>) {
  return (
    <ul className="phone-list">
      {rows.map((row) => {
        const p = phoneRow(row);
        const body = (
          <>
            {p.lead}
            <span className="grow col min0"><span className="s16 el">{p.title}</span>{(p.line || p.state) && <span className="row g8 s14 t2 min0">{p.state}{p.line && <span className="el min0">{p.line}</span>}</span>}</span>
            {p.figure && <span className="num s16">{p.figure}</span>}
          </>
        );
        return <li key={row.id}>{rowLink ? <Link to={rowLink(row)} onClick={onLeave}>{body}</Link> : <div>{body}</div>}</li>;
      })}
    </ul>
  );
}
