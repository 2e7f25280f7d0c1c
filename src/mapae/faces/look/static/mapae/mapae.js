// A second press of the same button within a second is a slip of the hand, not a second wish.
// Pages work without this file: the server recognises a repeated request by itself.
"use strict";
(function () {
  var PAUSE = 1000;
  var last = null;
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-prevent-double-click]");
    if (!button) return;
    if (last && last.button === button && event.timeStamp - last.at < PAUSE) {
      event.preventDefault();
      return;
    }
    last = { button: button, at: event.timeStamp };
  });
})();
