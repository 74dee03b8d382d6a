/* Keeps the list of readiness of the open editor up to its last save, and leads from a finding to its field.
 *
 * Saves come in bursts while somebody types: the server is asked once they have paused,
 * and never more often than every few seconds. */

const PAUSE = 1200;
const SHORTEST_GAP = 4000;

class ReadinessController extends window.StimulusModule.Controller {
  static targets = ['list'];
  static values = { url: String };

  disconnect() {
    clearTimeout(this.timer);
  }

  later() {
    clearTimeout(this.timer);
    const sinceLast = Date.now() - (this.asked || 0);
    this.timer = setTimeout(() => this.ask(), Math.max(PAUSE, SHORTEST_GAP - sinceLast));
  }

  async ask() {
    this.asked = Date.now();
    let answer;
    try {
      answer = await fetch(this.urlValue, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    } catch {
      return; // The network failed: the next save asks again.
    }
    if (!answer.ok || answer.redirected) return;
    const fresh = await answer.text();
    // What did not change is not read aloud again.
    if (fresh.trim() === this.shown) return;
    this.shown = fresh.trim();
    this.listTarget.innerHTML = fresh;
  }

  jump(event) {
    const link = event.target.closest('[data-rotativa-readiness-path]');
    const place = link && this.placeOf(link.dataset.rotativaReadinessPath.split('.'));
    if (!place) return;
    event.preventDefault();
    const tab = place.closest('[role="tabpanel"]');
    if (tab?.hidden) document.querySelector(`[role="tab"][href="#${CSS.escape(tab.id)}"]`)?.click();
    place.scrollIntoView({ block: 'center' });
    const control = place.querySelector('[contenteditable="true"], textarea, select, button, input:not([type="hidden"])');
    control?.focus({ preventScroll: true });
  }

  placeOf(names) {
    let place = document;
    for (const name of names) {
      const inner = place.querySelector(`[data-contentpath="${CSS.escape(name)}"]`);
      if (!inner) break;
      place = inner;
    }
    return place === document ? null : place;
  }
}

window.wagtail.app.register('rotativa-readiness', ReadinessController);
