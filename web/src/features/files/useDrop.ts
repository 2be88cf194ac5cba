import { useEffect, useRef, useState } from 'react';

/** Files dragged from the desk onto an element; the place for keyboards is the button beside it. */
export function useDrop<T extends HTMLElement>(onFiles: (files: FileList) => void, enabled: boolean) {
  const target = useRef<T>(null);
  const latest = useRef(onFiles);
  const [over, setOver] = useState(false);
  useEffect(() => { latest.current = onFiles; });
  useEffect(() => {
    const element = target.current;
    if (!element || !enabled) return undefined;
    const enter = (e: DragEvent) => { e.preventDefault(); setOver(true); };
    const leave = (e: DragEvent) => { if (!element.contains(e.relatedTarget as Node | null)) setOver(false); };
    const drop = (e: DragEvent) => { e.preventDefault(); setOver(false); if (e.dataTransfer?.files.length) latest.current(e.dataTransfer.files); };
    element.addEventListener('dragover', enter);
    element.addEventListener('dragleave', leave);
    element.addEventListener('drop', drop);
    return () => { element.removeEventListener('dragover', enter); element.removeEventListener('dragleave', leave); element.removeEventListener('drop', drop); };
  }, [enabled]);
  return { target, over };
}
