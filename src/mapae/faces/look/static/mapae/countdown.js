// The last hour before the rules change. The sentence was right when the page was made; here it is kept right, and at
// the end the page is loaded anew, unless somebody has begun to fill something in.
"use strict";
(function () {
  var note = document.querySelector("[data-countdown]");
  if (!note) return;
  var said = note.dataset;
  var end = Date.now() + Number(said.countdown) * 1000;
  var plural = new Intl.PluralRules(document.documentElement.lang);
  var isTouched = false;
  document.addEventListener("input", function () { isTouched = true; });

  function sentence(left) {
    var inSeconds = left <= Number(said.secondsFrom);
    var count = inSeconds ? left : Math.ceil(left / 60);
    var isOne = plural.select(count) === "one";
    var words = inSeconds ? (isOne ? said.second : said.seconds) : isOne ? said.minute : said.minutes;
    return words.replace("#", String(count));
  }

  var ticking = setInterval(function () {
    var left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      note.textContent = sentence(left);
      return;
    }
    clearInterval(ticking);
    if (isTouched) note.textContent = said.over;
    else location.replace(location.pathname + location.search);
  }, 250);
})();
