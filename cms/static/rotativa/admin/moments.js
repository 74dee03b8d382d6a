// The picker of dates puts the present in place of what it cannot read: an embargo typed
// another way would be lifted unseen. What was typed stays, and the form refuses it in words.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;

// Wagtail takes the mark from the chosen day unless the browser reads the field as that day:
// a date written day first, as the house writes them, it reads as another one or as none.
(() => {
  const written = (text) => {
    const [, day, month, year] = text.match(/^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\b/) ?? [];
    return new Date(year, month - 1, day);
  };

  function markOnlyWhatIsWritten(current, input) {
    if (window.dateEqual(written(input.val()), current)) return;
    jQuery(this).find('.xdsoft_datepicker .xdsoft_current:not(.xdsoft_today)').removeClass('xdsoft_current');
  }

  const make = jQuery.fn.datetimepicker;
  jQuery.fn.datetimepicker = Object.assign(function (options, ...rest) {
    const ours = options?.onGenerate && options.onGenerate === window.hideCurrent;
    return make.call(this, ours ? { ...options, onGenerate: markOnlyWhatIsWritten } : options, ...rest);
  }, make);
})();
