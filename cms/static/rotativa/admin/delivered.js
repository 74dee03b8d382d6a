/* Puts a delivered piece into a row of the campaign's form, and offers what no row holds. */

class DeliveredController extends window.StimulusModule.Controller {
  static targets = ['piece'];
  static values = { rows: String, placed: String };

  connect() {
    this.panel = this.element.parentElement;
    // A row that is taken away is only marked so, by a script of Wagtail: looked at once it has run.
    this.look = () => setTimeout(() => this.offerTheRest());
    this.panel.addEventListener('change', this.look);
    this.panel.addEventListener('click', this.look);
    this.offerTheRest();
  }

  disconnect() {
    this.panel.removeEventListener('change', this.look);
    this.panel.removeEventListener('click', this.look);
  }

  place(event) {
    const { id, title, editUrl } = event.target.closest('li').dataset;
    const total = document.getElementById(`id_${this.rowsValue}-TOTAL_FORMS`);
    const before = Number(total.value);
    document.getElementById(`id_${this.rowsValue}-ADD`).click();
    if (Number(total.value) === before) return; // The form takes no more rows.
    const chooser = document.getElementById(`id_${this.rowsValue}-${before}-piece-chooser`);
    // What Wagtail's window of snippets answers.
    chooser.widget.setStateFromModalData({ id, string: title, edit_url: editUrl });
    this.offerTheRest();
    document.getElementById('rot-delivered-said').textContent = `${title}: ${this.placedValue}.`;
    const next = this.pieceTargets.find((piece) => !piece.hidden);
    if (next) next.querySelector('button').focus();
    else chooser.widget.focus();
  }

  offerTheRest() {
    const placed = this.inRows();
    for (const piece of this.pieceTargets) piece.hidden = placed.has(piece.dataset.id);
    this.element.hidden = this.pieceTargets.every((piece) => piece.hidden);
  }

  inRows() {
    const total = Number(document.getElementById(`id_${this.rowsValue}-TOTAL_FORMS`).value);
    const held = new Set();
    for (let n = 0; n < total; n += 1) {
      const row = `id_${this.rowsValue}-${n}`;
      if (!document.getElementById(`${row}-DELETE`)?.value) held.add(document.getElementById(`${row}-piece`)?.value);
    }
    return held;
  }
}

window.wagtail.app.register('rotativa-delivered', DeliveredController);
