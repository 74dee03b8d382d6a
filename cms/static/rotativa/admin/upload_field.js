/* The field of a master in the editor of a piece: a large file is sent in parts before its form.
 *
 * The form then carries the key of the upload instead of the file. Saved too early, it waits for
 * the file and goes by itself. A small file, or a browser without scripts, sends it with the form. */

import { Sending, ask, progressWords, say, token, weight } from './uploads.js';

class UploadController extends window.StimulusModule.Controller {
  static targets = ['choice', 'card', 'name', 'bar', 'words', 'status', 'pause', 'resume', 'cancel', 'without'];
  static values = { beginUrl: String, tokenName: String, withTheForm: Number };

  connect() {
    this.input = this.choiceTarget.querySelector('input[type=file]');
    this.form = this.input.form;
    this.choose = () => this.take(this.input.files[0]);
    this.submit = (event) => this.beforeSubmit(event);
    this.leave = (event) => {
      if (this.isUnderWay) event.preventDefault();
    };
    this.input.addEventListener('change', this.choose);
    this.form.addEventListener('submit', this.submit, true);
    window.addEventListener('beforeunload', this.leave);
  }

  disconnect() {
    this.input.removeEventListener('change', this.choose);
    this.form.removeEventListener('submit', this.submit, true);
    window.removeEventListener('beforeunload', this.leave);
    this.sending?.stop();
  }

  get isUnderWay() {
    return ['sending', 'retrying'].includes(this.sending?.state);
  }

  get carried() {
    return this.form.elements[this.tokenNameValue];
  }

  take(file) {
    if (!file || file.size <= this.withTheFormValue) return;
    this.sending?.stop();
    // Its form no longer carries the file itself.
    this.input.value = '';
    this.nameTarget.textContent = `${file.name} · ${weight(file.size)}`;
    this.file = file;
    this.sending = new Sending(file, {
      begin: (chosen, signal) =>
        ask(this.beginUrlValue, {
          method: 'POST',
          json: { name: chosen.name, size: chosen.size, modified: chosen.lastModified },
          signal,
        }),
      onchange: (sending) => sending === this.sending && this.show(sending),
    });
    this.cardTarget.hidden = false;
    this.tellHalfWay = false;
    this.sending.run();
  }

  show(sending) {
    const { state } = sending;
    const isUnderWay = ['sending', 'retrying', 'examining'].includes(state);
    this.barTarget.value = Math.floor((100 * sending.sent) / this.file.size);
    this.barTarget.hidden = state === 'refused' || state === 'failed';
    this.wordsTarget.textContent = this.wordsOf(sending);
    this.wordsTarget.classList.toggle('error-message', state === 'refused' || state === 'failed');
    this.cardTarget.dataset.state = state;
    this.pauseTarget.hidden = !this.isUnderWay;
    this.resumeTarget.hidden = state !== 'paused';
    this.cancelTarget.hidden = state === 'refused' || state === 'failed';
    // What has come whole goes with the form, also while it is examined.
    this.carry(state === 'accepted' || state === 'examining' ? sending.key : '');
    this.announce(sending);
    // What is still examined follows its draft by itself.
    if (['accepted', 'examining'].includes(state) && this.waiting) this.send();
    if (!isUnderWay && state !== 'accepted') this.forgetSubmission();
  }

  wordsOf(sending) {
    if (sending.state === 'sending') return progressWords(sending) + (this.waiting ? `. ${say('save_waits')}` : '');
    return sending.message || say('accepted');
  }

  carry(key) {
    if (this.carried.value === (key || '')) return;
    this.carried.value = key || '';
    this.carried.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /* Few words for a screen reader: the half, the whole, and what goes wrong. */
  announce(sending) {
    const { state, message } = sending;
    const percent = Math.floor((100 * sending.sent) / this.file.size);
    let words = this.statusTarget.textContent;
    if (state === 'sending' && percent >= 50 && !this.tellHalfWay) {
      this.tellHalfWay = true;
      words = say('half_way', { name: this.file.name, percent });
    } else if (state === 'accepted') words = say('whole', { name: this.file.name });
    else if (state !== 'sending' && message) words = message;
    if (words !== this.statusTarget.textContent) this.statusTarget.textContent = words;
  }

  pause() {
    this.sending.pause();
    this.resumeTarget.focus();
  }

  resume() {
    this.sending.run();
    this.pauseTarget.focus();
  }

  cancel() {
    this.forgetSubmission();
    this.sending.cancel();
    this.sending = null;
    this.carry('');
    this.cardTarget.hidden = true;
    this.statusTarget.textContent = '';
    this.input.focus();
  }

  beforeSubmit(event) {
    // Whoever signed in again in another window has another token than the page.
    const csrf = this.form.elements.csrfmiddlewaretoken;
    if (this.sending && csrf) csrf.value = token();
    if (!this.isUnderWay) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = event.submitter || this.form.querySelector('[type=submit]');
    this.withoutTarget.hidden = false;
    this.wordsTarget.textContent = this.wordsOf(this.sending);
    this.statusTarget.textContent = say('save_waits');
    this.cardTarget.scrollIntoView({ block: 'center' });
  }

  forgetSubmission() {
    if (this.waiting) calm(this.waiting);
    this.waiting = null;
    this.withoutTarget.hidden = true;
  }

  saveWithout() {
    this.sending.pause();
    this.waiting = this.waiting || this.form.querySelector('[type=submit]');
    this.send();
  }

  send() {
    const submitter = this.waiting;
    this.forgetSubmission();
    this.form.requestSubmit(submitter);
  }
}

/* Wagtail shows a pressed button as busy and disables it; what is disabled is not sent either. */
function calm(submitter) {
  if (submitter.dataset.wProgressLoadingValue) submitter.dataset.wProgressLoadingValue = 'false';
  submitter.disabled = false;
}

window.wagtail.app.register('rotativa-upload', UploadController);
