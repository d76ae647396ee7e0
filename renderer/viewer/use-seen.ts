import { useEffect, useState, type RefObject } from "react";

/** Can anybody see this element: is it in the view of a page that is shown? */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [inView, setInView] = useState(false);
  const [pageShown, setPageShown] = useState(() => !document.hidden);

  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting === true));
    if (element.current !== null) observer.observe(element.current);
    const onChange = (): void => setPageShown(!document.hidden);
    document.addEventListener("visibilitychange", onChange);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", onChange);
    };
  }, [element]);

  return inView && pageShown;
}
