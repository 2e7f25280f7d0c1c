// A part of the page that counts on: taken anew from the same address every two seconds, until it counts no more. Then the
// whole page is loaded, since something else stands there. Without this file the page loads itself.
"use strict";
(function () {
  var EVERY = 2000;
  var failures = 0;

  function look() {
    if (document.hidden) return later();
    fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" })
      .then(function (reply) {
        if (!reply.ok) throw new Error(String(reply.status));
        return reply.text();
      })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var now = page.querySelector("[data-live]");
        var here = document.querySelector("[data-live]");
        if (!now || !here) return location.reload();
        here.replaceChildren.apply(here, Array.from(now.childNodes));
        failures = 0;
        later();
      })
      .catch(function () {
        failures += 1;
        if (failures < 30) later();
      });
  }

  function later() {
    setTimeout(look, EVERY);
  }

  if (document.querySelector("[data-live]")) later();
})();
