import { useCallback, useEffect, useState } from 'react';

/** The planner over the whole window, and the window over the whole screen where the browser lets it. Menus stay in the page's body. */
export function useFullScreen(): [boolean, (on: boolean) => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const left = () => { if (!document.fullscreenElement) setFull(false); };
    document.addEventListener('fullscreenchange', left);
    return () => { document.removeEventListener('fullscreenchange', left); if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined); };
  }, []);
  const set = useCallback((on: boolean) => {
    setFull(on);
    if (on) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  }, []);
  return [full, set];
}
