/* The library in place: the choices of its facets are addresses, which work without this script.
 *
 * With it they change the listing through Wagtail's own swap, the focus stays on what was
 * chosen, what was unfolded stays unfolded, and each choice is a step that one can go back by. */

const WIDE = window.matchMedia('(min-width: 64rem)');
const unfolded = new Map();
let focused = '';

function go(event) {
  const link = event.target.closest('a[data-library-link]');
  const swap = document.getElementById('library-swap');
  if (!link || !swap || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  focused = link.id;
  // The swap writes the new address over the newest step: this one keeps the address of before.
  window.history.pushState({}, '', window.location.href);
  choose(link.search);
  list(swap, link.search);
}

function list(swap, query) {
  const url = swap.dataset.wSwapSrcValue.split('?')[0] + query;
  swap.dispatchEvent(new CustomEvent('library:go', { detail: { url } }));
}

/* Back and forward: the listing and the form become what the address says again. */
function goBack() {
  const swap = document.getElementById('library-swap');
  if (!swap) return;
  const { search } = window.location;
  const asked = new URLSearchParams(search);
  ownFields().forEach((field) => {
    if (field.type === 'text') field.value = asked.get(field.name) ?? '';
    else if (asked.has(field.name) && field.type === 'radio') field.checked = field.value === asked.get(field.name);
    else if (asked.has(field.name)) field.value = asked.get(field.name);
  });
  focused = document.activeElement?.id || '';
  choose(search);
  list(swap, search);
}

/* What the form of the search has of its own: words, order, layout. */
function ownFields() {
  const chosen = document.getElementById('library-chosen');
  return [...chosen.closest('form').elements].filter((field) => field.name && !chosen.contains(field));
}

/* The form of the search sends what is chosen along. Words that were typed a moment ago are still
 * to be sent by it: they must go with the new choice, and not bring the old one back. */
function choose(query) {
  const chosen = document.getElementById('library-chosen');
  const inForm = new Set(['p', ...ownFields().map((field) => field.name)]);
  chosen.replaceChildren(...[...new URLSearchParams(query)].filter(([name]) => !inForm.has(name)).map(([name, value]) => {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    return field;
  }));
}

function remember(event) {
  const details = event.target;
  if (details.matches?.('.rot-facets details')) unfolded.set(details.id || 'all', details.open);
}

/* Wide, the facets stand beside the pieces; narrow, they are folded away until somebody opens them. */
function unfold() {
  document.querySelectorAll('.rot-facets details').forEach((details) => {
    const key = details.id || 'all';
    if (unfolded.has(key)) details.open = unfolded.get(key);
    else if (key === 'all') details.open = WIDE.matches;
  });
}

function settle() {
  unfold();
  if (!focused) return;
  const again = document.getElementById(focused) || document.querySelector('.rot-facets summary');
  focused = '';
  again?.focus({ preventScroll: true });
}

/* Wagtail's script looks the words of a selection up by the type of what is listed. */
function nameSelection() {
  const words = document.getElementById('library-selection-words')?.dataset;
  const known = window.wagtailConfig?.STRINGS?.BULK_ACTIONS;
  if (!words || !known) return;
  known.PIECE = { SINGULAR: words.singular, PLURAL: words.plural, ALL: words.all, ALL_IN_LISTING: words.allInListing };
}

document.addEventListener('click', go);
window.addEventListener('popstate', goBack);
document.addEventListener('toggle', remember, true);
document.addEventListener('w-swap:success', settle);
WIDE.addEventListener('change', () => { unfolded.delete('all'); unfold(); });
nameSelection();
unfold();
