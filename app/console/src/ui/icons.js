// Line signs of 24 by 24. Another one: add its path here.
import { html } from './html.js';

const paths = {
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  notice: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  standard: 'M5 12l4 4 10-10M5 20h14',
  fee: 'M12 3v18M7 8l5 5 5-5M7 13h10M7 17h10',
  case: 'M4 5h16v11H9l-5 4zM8 9h8M8 12.5h5',
  outcome: 'M4 20h16M7 20v-7M12 20V5M17 20v-10',
  lobby: 'M4 4h16v12H4zM9 20h6M12 16v4',
  community: 'M4 21V8l6-4v17M10 21V10h10v11M13.5 14h3M13.5 17.5h3',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-4 3-6 6.500-6s5.900 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2 .8 3.200 2.700 3.500 5.500',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  audit: 'M6 3h12v18l-6-4-6 4zM9.500 8h5M9.500 11.500h5',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 21c.7-4.500 3.400-6.500 7.500-6.500s6.800 2 7.500 6.500',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500 20 20',
  check: 'M5 12.500l4.500 4.500L19 7',
  warn: 'M12 4 2.800 20h18.400zM12 10v5M12 17.500v.5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.500v.5',
  more: 'M5 12v.1M12 12v.1M19 12v.1',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  right: 'M9 6l6 6-6 6',
  left: 'M15 6l-6 6 6 6',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  download: 'M12 4v12M7 11l5 5 5-5M4 18v2h16v-2',
  plus: 'M12 5v14M5 12h14',
  copy: 'M8 8h12v12H8zM16 8V4H4v12h4',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.500l3.500 2',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500c.3-3 5-3 5 0 0 2-2.500 2-2.500 4M12 16.500v.5',
  out: 'M14 4H5v16h9M10 12h10M16.500 8.500 20 12l-3.500 3.500',
  key: 'M8 15a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11h9M18 11v4',
  file: 'M6 3h8l4 4v14H6zM14 3v5h5',
  refresh: 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5',
};

/** @param {{name: keyof typeof paths, label?: string}} props label: only where no words stand beside it */
export function Icon({ name, label }) {
  return html`<svg class="icon" viewBox="0 0 24 24" role=${label ? 'img' : undefined} aria-label=${label} aria-hidden=${label ? undefined : 'true'}>
    <path d=${paths[name]} /></svg>`;
}
