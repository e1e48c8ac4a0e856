// What hangs on the board and what waits to: what residents asked for, thanks, and each month's numbers.
import { html, Badge, Button, ButtonLink, Dialog, Empty, Loaded, Note, Page, Table, Tabs, TextField, toast, errorWords, useMemo, useState } from '../../ui/index.js';
import { useLoad } from '../../app/load.js';
import { go, href } from '../../app/router.js';
import { may } from '../../app/session.js';
import { date, pick, t, tn } from '../../app/i18n.js';
import { board, putMonth } from './api.js';
import { freeId } from '../../app/ids.js';
import { hanging } from './hanging.js';

/** @typedef {import('./api.js').Outcome} Outcome */


/** @param {{data: Outcome}} props */
function Asked({ data }) {
  const columns = useMemo(() => [
    { id: 'asked', title: t('What residents asked for'), width: 'minmax(0, 3fr)', narrow: 'first', cell: (/** @type {any} */ r) => pick(r, 'asked'), text: (/** @type {any} */ r) => `${r.asked} ${r.asked_en ?? ''} ${r.answer} ${r.id}`, sort: (/** @type {any} */ r) => pick(r, 'asked') },
    { id: 'state', title: t('What became of it'), width: '150px', narrow: 'second', cell: (/** @type {any} */ r) => r.state === 'done' ? t('done#promise') : t('not yet'), sort: (/** @type {any} */ r) => r.state },
    { id: 'due', title: t('Promised for'), width: '150px', narrow: 'second', cell: (/** @type {any} */ r) => r.due || '', sort: (/** @type {any} */ r) => r.due || '~' },
    { id: 'hangs', title: t('On the board'), width: '170px', narrow: 'end', cell: hanging, sort: (/** @type {any} */ r) => r.draft ? 0 : r.hangs ? 2 : 1 },
  ], [data]);
  return html`<${Table} rows=${data.asked} columns=${columns} rowKey=${(/** @type {any} */ r) => r.id} label=${t('What residents asked for')} onOpen=${(/** @type {any} */ r) => { if (may('viewer')) go(href('outcome', 'asked', r.id)); }}
    count=${(/** @type {number} */ n) => tn(n, '{n} matter', '{n} matters')}
    empty=${html`<${Empty} icon="outcome" title=${t('Nothing is on the board yet')}>${t('Write down what residents asked for, and what was done or why not yet. It builds trust like nothing else.')}<//>`} />`;
}

/** @param {{data: Outcome}} props */
function Thanks({ data }) {
  const columns = useMemo(() => [
    { id: 'text', title: t('Words of thanks'), width: 'minmax(0, 3fr)', narrow: 'first', cell: (/** @type {any} */ r) => pick(r, 'text'), text: (/** @type {any} */ r) => `${r.text} ${r.text_en ?? ''}`, sort: (/** @type {any} */ r) => pick(r, 'text') },
    { id: 'month', title: t('Month'), width: '120px', narrow: 'second', cell: (/** @type {any} */ r) => r.month, sort: (/** @type {any} */ r) => r.month },
    { id: 'hangs', title: t('On the board'), width: '170px', narrow: 'end', cell: hanging, sort: (/** @type {any} */ r) => r.draft ? 0 : r.hangs ? 2 : 1 },
  ], [data]);
  return html`<${Table} rows=${data.thanks} columns=${columns} rowKey=${(/** @type {any} */ r) => r.id} label=${t('Words of thanks')} onOpen=${(/** @type {any} */ r) => { if (may('viewer')) go(href('outcome', 'thanks', r.id)); }}
    count=${(/** @type {number} */ n) => tn(n, '{n} word of thanks', '{n} words of thanks')} empty=${html`<${Empty} icon="outcome" title=${t('No thanks are on the board')}>${t('A resident thanked somebody? Without names it may hang here.')}<//>`} />`;
}

const NUMBERS = () => /** @type {[string, string][]} */ ([['visits', t('Visits at the office')], ['signups', t('Sign-ups for activities')], ['services', t('Paid services done')], ['cancelled', t('Services cancelled')]]);

/** @param {{month: string, before: any, onClose: () => void, onDone: () => void}} props */
function MonthForm({ month, before, onClose, onDone }) {
  const [values, setValues] = useState(() => Object.fromEntries(NUMBERS().map(([name]) => [name, String(before?.in?.[name] ?? before?.out?.[name] ?? '')])));
  const [error, setError] = useState('');
  const whole = Object.values(values).every((v) => /^\d{1,6}$/.test(v.trim()));
  const send = async () => {
    setError('');
    try {
      await putMonth(month, Object.fromEntries(Object.entries(values).map(([name, v]) => [name, Number(v)])));
      toast(t('The numbers of {month} are kept and go out to the lobbies.', { month }));
      onDone();
    } catch (e) {
      setError(errorWords(e));
    }
  };
  return html`<${Dialog} title=${t('Numbers of {month}', { month })} onClose=${onClose} actions=${html`<${Button} onClick=${onClose}>${t('Cancel')}<//><${Button} kind="main" disabled=${!whole} onClick=${send}>${t('Keep')}<//>`}>
    ${error && html`<${Note} kind="bad">${error}<//>`}
    ${NUMBERS().map(([name, label]) => html`<${TextField} key=${name} label=${label} value=${values[name]} inputmode="numeric" onInput=${(/** @type {string} */ v) => setValues({ ...values, [name]: v })} />`)}<//>`;
}

/** @param {{data: Outcome, reload: () => void}} props */
function Months({ data, reload }) {
  const [open, setOpen] = useState(/** @type {string|null} */ (null));
  const rows = useMemo(() => [...data.bucket_missing.map((month) => ({ month, missing: true })), ...data.bucket].sort((a, b) => b.month.localeCompare(a.month)), [data]);
  const columns = useMemo(() => [
    { id: 'month', title: t('Month'), width: '140px', narrow: 'first', cell: (/** @type {any} */ r) => r.month, text: (/** @type {any} */ r) => r.month, sort: (/** @type {any} */ r) => r.month },
    ...NUMBERS().map(([name, title]) => ({ id: name, title, right: true, cell: (/** @type {any} */ r) => r.missing ? '' : r.in[name] ?? r.out[name] })),
    { id: 'missing', title: t('On the board'), width: '150px', narrow: 'end', cell: (/** @type {any} */ r) => r.missing ? html`<${Badge} kind="warn">${t('no numbers yet')}<//>` : html`<${Badge} kind="good">${t('hangs')}<//>` },
  ], [data]);
  return html`<${Table} rows=${rows} columns=${columns} rowKey=${(/** @type {any} */ r) => r.month} label=${t('Months')} search=${false} onOpen=${may('approver') ? (/** @type {any} */ r) => setOpen(r.month) : undefined}
      count=${(/** @type {number} */ n) => tn(n, '{n} month', '{n} months')} />
    ${open && html`<${MonthForm} month=${open} before=${data.bucket.find((b) => b.month === open)} onClose=${() => setOpen(null)} onDone=${() => { setOpen(null); reload(); }} />`}`;
}

export function Board() {
  const load = useLoad(board, [], ['outcome']);
  const [tab, setTab] = useState('asked');
  const data = load.data;
  const next = data && { asked: freeId('Q-', data.asked, 2), thanks: freeId('T-', data.thanks, 2) }[tab];
  return html`<${Page} wide title=${t('Board of outcomes')} lead=${t('Counts of reports come by themselves. What residents asked for, thanks and a month’s numbers are written here and hang in every lobby once they are approved.')}
      actions=${next && may('editor') && html`<${ButtonLink} kind="main" icon="plus" to=${`${href('outcome', tab, next)}`}>${tab === 'asked' ? t('Write down a matter') : t('Write down thanks')}<//>`}>
    <${Loaded} of=${load}>${(/** @type {Outcome} */ d) => html`${d.since && html`<${Note}>${t('Reports are counted from {day} on, when this community began. Of months before it the lobbies say nothing.', { day: date(d.since) })}<//>`}<${Tabs} label=${t('Board of outcomes')} value=${tab} onChange=${setTab} tabs=${[
      { id: 'asked', label: t('Asked for'), count: d.asked.length }, { id: 'thanks', label: t('Thanks'), count: d.thanks.length }, { id: 'months', label: t('Numbers'), count: d.bucket_missing.length || undefined }]}>
      ${tab === 'asked' ? html`<${Asked} data=${d} />` : tab === 'thanks' ? html`<${Thanks} data=${d} />` : html`<${Months} data=${d} reload=${load.reload} />`}<//>`}<//>
  <//>`;
}
