// The picker of dates puts the present in place of what it cannot read: an embargo typed
// another way would be lifted unseen. What was typed stays, and the form refuses it in words.
jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
