/* Two versions of a page: side by side, one over the other under a slider, or what changes. */

class CompareController extends window.StimulusModule.Controller {
  static targets = ['modes', 'blend', 'slider', 'stage', 'newer'];

  connect() {
    this.modesTarget.hidden = false;
    this.stageTarget.dataset.ready = '';
  }

  mode({ target }) {
    this.stageTarget.dataset.mode = target.value;
    this.blendTarget.hidden = target.value !== 'blend';
    this.blend();
  }

  blend() {
    const over = this.stageTarget.dataset.mode === 'blend';
    this.newerTarget.style.opacity = over ? this.sliderTarget.value / 100 : '';
  }
}

window.wagtail.app.register('rotativa-compare', CompareController);
