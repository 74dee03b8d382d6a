/* Follows the background work on the versions of a piece in the open editor.
 *
 * Asks the server for the list of versions while some preview is missing, ever less
 * often, and puts the answer in its place. A player that is sounding is never replaced. */

const FIRST_WAIT = 1500;
const LONGEST_WAIT = 15000;

class VersionsController extends window.StimulusModule.Controller {
  static values = { url: String, working: Boolean };

  connect() {
    this.wait = Number(this.element.dataset.wait) || FIRST_WAIT;
    if (this.workingValue) this.timer = setTimeout(() => this.ask(), this.wait);
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  isPlaying() {
    return [...this.element.querySelectorAll('audio, video')].some((player) => !player.paused);
  }

  again() {
    this.wait = Math.min(this.wait * 1.5, LONGEST_WAIT);
    this.timer = setTimeout(() => this.ask(), this.wait);
  }

  /* Does what the button says (cancel a derivative, make it again) and shows how it stands then. */
  async act({ currentTarget: button }) {
    // A button that is disabled loses the focus.
    this.acted = button === document.activeElement ? button.dataset.url : '';
    button.disabled = true;
    const { CSRF_HEADER_NAME: name, CSRF_TOKEN: token } = window.wagtailConfig;
    try {
      await fetch(button.dataset.url, {
        method: 'POST',
        headers: { 'X-Requested-With': 'XMLHttpRequest', [name]: token },
      });
    } catch {
      button.disabled = false; // The network failed: it may be tried again.
      return;
    }
    clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
    this.ask();
  }

  async ask() {
    if (document.hidden || this.isPlaying()) return this.again();
    let answer;
    try {
      answer = await fetch(this.urlValue, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    } catch {
      return this.again(); // The network failed: the next question may pass.
    }
    if (!answer.ok) return answer.status >= 500 ? this.again() : undefined;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-controller="rotativa-versions"]');
    if (!fresh || !this.element.isConnected) return undefined;
    // The live region stays, so that a screen reader hears its words change.
    const status = this.element.querySelector('[data-rotativa-versions-target="status"]');
    const freshStatus = fresh.querySelector('[data-rotativa-versions-target="status"]');
    if (status.textContent.trim() !== freshStatus.textContent.trim()) status.replaceChildren(...freshStatus.childNodes);
    freshStatus.remove();
    const holder = document.activeElement;
    const focused = holder === document.body ? this.acted : this.element.contains(holder) && holder.dataset.url;
    this.acted = '';
    this.element.replaceChildren(status, ...fresh.childNodes);
    if (focused) {
      // What was cancelled may be made again by the button in the same place: its address ends in another act.
      const jobOf = (url) => url.replace(/[^/]+\/$/, '');
      const buttons = [...this.element.querySelectorAll('[data-url]')];
      (buttons.find((each) => jobOf(each.dataset.url) === jobOf(focused)) || status).focus();
    }
    if (fresh.dataset.rotativaVersionsWorkingValue === 'true') return this.again();
    return undefined;
  }
}

window.wagtail.app.register('rotativa-versions', VersionsController);
