// The catalogue's few movements. Without this file every page says and does the same, a little less gracefully.
(function () {
  "use strict";
  var KEY = "etalase-language";
  var body = document.body;

  function remembered(value) {
    try {
      if (value !== undefined) {
        localStorage.setItem(KEY, value);
      }
      return localStorage.getItem(KEY);
    } catch (refused) {
      return null;
    }
  }

  function today() {
    var now = new Date();
    var two = function (number) {
      return (number < 10 ? "0" : "") + number;
    };
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  // A page that was built before a certificate lapsed, and is read after it, must stop claiming it.
  document.querySelectorAll("[data-expires]").forEach(function (paper) {
    if (paper.dataset.expires < today()) {
      paper.classList.add("is-expired");
      var until = paper.querySelector(".certificate__until");
      if (until && paper.dataset.expiredLabel) {
        until.textContent = paper.dataset.expiredLabel;
      }
    }
  });

  // The chooser only points at the last choice; it never leads anyone away.
  if (body.dataset.kind === "chooser") {
    var last = remembered();
    document.querySelectorAll("[data-language]").forEach(function (link) {
      if (link.dataset.language === last) {
        link.classList.add("is-last");
      }
    });
  } else if (body.dataset.kind !== "not-found") {
    remembered(document.documentElement.lang);
  }

  // Small photos move the strip, not the page.
  document.querySelectorAll(".gallery__thumbs a").forEach(function (link) {
    link.addEventListener("click", function (event) {
      var shot = document.getElementById(link.hash.slice(1));
      if (shot) {
        event.preventDefault();
        var strip = shot.parentElement;
        strip.scrollBy({ left: shot.getBoundingClientRect().left - strip.getBoundingClientRect().left });
      }
    });
  });
})();
