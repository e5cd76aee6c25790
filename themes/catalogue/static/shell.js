// The shell's few movements. Without this file every page still works, in the reader's own colour scheme.
(function () {
  "use strict";
  var KEY = "etalase-scheme";
  var BAR = { light: "#26356f", dark: "#161c2c" };
  var root = document.documentElement;
  var prefersDark = matchMedia("(prefers-color-scheme: dark)");
  var chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch (refused) {
    // A browser may refuse storage; the choice then lasts for this page.
  }

  function scheme() {
    return chosen === "light" || chosen === "dark" ? chosen : prefersDark.matches ? "dark" : "light";
  }

  function paint() {
    var now = scheme();
    root.setAttribute("data-scheme", now);
    document.body.setAttribute("data-md-color-scheme", now === "dark" ? "slate" : "default");
    document.querySelectorAll('meta[name="theme-color"]').forEach(function (meta) {
      meta.content = BAR[now];
    });
    document.querySelectorAll(".etalase-palette").forEach(function (button) {
      button.setAttribute("aria-pressed", String(now === "dark"));
    });
  }

  function closeFolds(except) {
    document.querySelectorAll(".etalase-fold[open]").forEach(function (fold) {
      if (fold !== except) {
        fold.open = false;
      }
    });
  }

  paint();
  prefersDark.addEventListener("change", paint);
  document.addEventListener("DOMContentLoaded", paint);
  document.addEventListener("click", function (event) {
    var target = event.target instanceof Element ? event.target : root;
    closeFolds(target.closest(".etalase-fold"));
    if (target.closest(".etalase-palette")) {
      chosen = scheme() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem(KEY, chosen);
      } catch (refused) {
        // As above.
      }
      paint();
    }
  });
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" ? document.querySelector(".etalase-fold[open]") : null;
    if (open) {
      closeFolds(null);
      open.querySelector("summary").focus();
    }
  });
})();
