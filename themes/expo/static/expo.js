/* What only the reader's own clock knows: the edition's state, local hours, lapsed dates. And larger pictures. */
(() => {
  "use strict";
  const now = Date.now();
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const lang = document.documentElement.lang;

  for (const sign of all("[data-opens]")) {
    const { opens, closes } = sign.dataset;
    sign.dataset.state = now < Date.parse(opens) ? "before" : now < Date.parse(closes) ? "live" : "after";
  }

  const options = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", numberingSystem: "latn" };
  const clock = new Intl.DateTimeFormat(lang, options);
  for (const line of all("[data-start]")) {
    const start = new Date(line.dataset.start);
    const over = now >= Date.parse(line.dataset.end);
    const session = line.closest("[data-session]");
    line.querySelector("[data-own] time").textContent = clock.format(start);
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(line.dataset.start);
    const same = -start.getTimezoneOffset() === Number(`${sign}1`) * (hours * 60 + Number(minutes));
    line.querySelector("[data-own]").hidden = same || over;
    line.dataset.ready = "";
    if (over) {
      line.querySelector("[data-over]").hidden = false;
      session.classList.add("past");
    } else if (now >= start) {
      line.querySelector("[data-now]").hidden = false;
      session.classList.add("current");
    }
  }

  /* A date without an hour lasts until its day has ended everywhere. */
  for (const dated of all("[data-expires]")) {
    if (now < Date.parse(`${dated.dataset.expires}T23:59:59-12:00`)) continue;
    if ("withdraw" in dated.dataset) dated.hidden = true;
    dated.classList.add("has-lapsed");
    all("[data-lapsed]", dated).forEach((note) => { note.hidden = false; });
  }

  const dialog = document.getElementById("enlarged");
  if (dialog && dialog.showModal) {
    const image = dialog.appendChild(document.createElement("img"));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    for (const link of all("[data-enlarge]")) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const small = link.querySelector("picture img");
        image.src = link.href;
        image.alt = small.alt;
        image.setAttribute("width", small.getAttribute("width"));
        image.setAttribute("height", small.getAttribute("height"));
        dialog.showModal();
      });
    }
  }
})();
