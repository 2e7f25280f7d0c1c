// A part of a page that tells how far some work is: it looks again by itself, and only at that part.
// When the work is done the page itself is loaded again. Without this file the page loads itself again as a whole.
"use strict";
(function () {
  var part = document.querySelector("[data-live]");
  if (!part || !window.fetch) return;
  function wait() {
    window.setTimeout(look, Number(part.dataset.live) * 1000);
  }
  function look() {
    if (document.hidden) return wait();
    fetch(window.location.href, { credentials: "same-origin", cache: "no-store" })
      .then(function (reply) { return reply.text(); })
      .then(show)
      .catch(wait);
  }
  function show(text) {
    var newer = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live]");
    if (!newer) return window.location.reload();
    part.replaceWith(document.adoptNode(newer));
    part = newer;
    wait();
  }
  wait();
})();
