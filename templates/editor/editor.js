// What the editor's pages do beyond plain forms: they save as you type, say so, and keep what the check says up to date.
// Without this script every button works by itself.
(function () {
  "use strict";

  var PAUSE = 1500; // milliseconds without typing, after which what was typed is saved
  var AGAIN = 5000; // until a save that did not reach the editor is tried again

  function each(within, selector, act) {
    Array.prototype.forEach.call(within.querySelectorAll(selector), act);
  }

  function say(form, words, wrong) {
    var state = form.querySelector("[data-state]");
    state.classList.toggle("state-wrong", Boolean(wrong));
    if (state.textContent !== words) {
      state.textContent = words;
    }
  }

  function clock() {
    var now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  }

  function page() {
    return fetch(location.pathname + location.search, { headers: { accept: "text/html" } })
      .then(function (response) {
        return response.ok ? response.text() : Promise.reject(new Error("no page"));
      })
      .then(function (html) {
        return new DOMParser().parseFromString(html, "text/html");
      });
  }

  // Saving

  function watch(form) {
    var about = { changed: 0, saved: 0, busy: false, timer: 0, stopped: false };

    function dirty() {
      return about.changed !== about.saved;
    }

    function later(pause) {
      clearTimeout(about.timer);
      about.timer = setTimeout(function () {
        save("");
      }, pause);
    }

    function changed() {
      about.changed += 1;
      if (form.hasAttribute("data-shared") && !form.querySelector("[name=whose]:checked")) {
        say(form, "Not saved yet: say for whom the change is.", true);
      } else if (about.stopped) {
        say(form, "Not saved: somebody else changed this answer. Choose Save to see both versions.", true);
      } else {
        say(form, "Not saved yet", false);
        later(PAUSE);
      }
    }

    function post(fields) {
      return fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: fields.toString(),
      });
    }

    // The editor was started again since this page was made: its forms have another token now.
    function renewed(fields) {
      return page().then(function (fresh) {
        var token = fresh.querySelector("form.answering [name=token]").value;
        each(document, "[name=token]", function (field) {
          field.value = token;
        });
        fields.set("token", token);
        return post(fields);
      });
    }

    function save(deed, focus) {
      clearTimeout(about.timer);
      if (about.busy) {
        later(200);
        return;
      }
      var fields = new URLSearchParams(new FormData(form));
      var at = about.changed;
      fields.set("do", deed);
      about.busy = true;
      say(form, "Saving …", false);
      post(fields)
        .then(function (response) {
          return response.status === 403 ? renewed(fields) : response;
        })
        .then(function (response) {
          return response.json().then(function (said) {
            about.busy = false;
            if (response.ok) {
              about.saved = at;
              about.stopped = false;
              kept(said, deed, focus);
            } else if (response.status === 409) {
              about.stopped = true;
              if (deed !== "" || focus === "submit") {
                about.saved = about.changed;
                form.submit();
              } else {
                say(form, "Not saved: somebody else changed this answer. Choose Save to see both versions.", true);
              }
            } else {
              say(form, "Not saved: " + (said.error || "the editor refused it."), true);
            }
          });
        })
        .catch(function () {
          about.busy = false;
          say(form, "Not saved: the editor does not answer. Is its window still open? It is tried again.", true);
          later(AGAIN);
        });
    }

    function kept(said, deed, focus) {
      var reviewed = form.querySelector("[name=reviewed]");
      form.querySelector("[name=version]").value = said.version;
      form.querySelector("[name=was-reviewed]").value = said.reviewed;
      if (reviewed !== document.activeElement) {
        reviewed.value = said.reviewed;
      }
      say(form, "Saved " + clock(), false);
      page()
        .then(function (fresh) {
          refresh(form, fresh, deed, dirty());
          if (focus && focus !== "submit") {
            var there = document.getElementById(focus);
            if (there) {
              there.focus();
            }
          }
        })
        .catch(function () {
          return null; // what the check says stays as it was; the save itself is confirmed
        });
      if (dirty()) {
        later(PAUSE);
      }
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", function (event) {
      var action = form.querySelector("[data-action]");
      if (event.target.name === "comply" && event.target.value === "no" && action && action.parentElement.children.length === 1) {
        action.open = true; // a No asks for one
      }
      changed();
    });
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (button && button.name === "undo") {
        about.saved = about.changed;
        return;
      }
      event.preventDefault();
      var deed = button ? button.value : "";
      save(deed, focusAfter(form, deed) || "submit");
    });
    form.addEventListener("keydown", function (event) {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        save("", "submit");
      }
    });
    window.addEventListener("beforeunload", function (event) {
      if (dirty()) {
        event.preventDefault();
      }
    });
  }

  // Another program or another person changed the files while the page was open: whoever comes back to it is told

  function look() {
    var forms = document.querySelectorAll("form.answering[data-auto]");
    if (document.visibilityState !== "visible" || !forms.length) {
      return;
    }
    page()
      .then(function (fresh) {
        each(document, "form.answering[data-auto]", function (form) {
          var number = form.getAttribute("data-answer");
          var now = fresh.querySelector('[data-answer="' + number + '"] [name=version]');
          var busy = /^(Saving|Not saved)/.test(form.querySelector("[data-state]").textContent);
          if (now && !busy && now.value !== form.querySelector("[name=version]").value) {
            say(form, "Changed in the files meanwhile. Load the page again to see it.", true);
          }
        });
      })
      .catch(function () {
        return null; // a save says so when the editor does not answer
      });
  }

  // Where the focus goes after a row was moved or removed: to the row itself, or to the one that took its place.
  function focusAfter(form, deed) {
    var match = /^(evidence|action)-(up|down|remove)-(\d+)$/.exec(deed);
    if (!match) {
      return "";
    }
    var prefix = form.querySelector(".said").id.replace(/-comply-said$/, "");
    var count = form.querySelectorAll("[name=" + match[1] + "-" + (match[1] === "evidence" ? "text" : "what") + "]").length - 1;
    var at = Number(match[3]) + (match[2] === "up" ? -1 : match[2] === "down" ? 1 : 0);
    at = Math.max(1, Math.min(at, count));
    return prefix + "-" + match[1] + "-" + at + (match[1] === "action" ? "-what" : "");
  }

  // What the check says, as the editor shows it now

  function replace(old, fresh) {
    var focused = document.activeElement;
    var inside = old.contains(focused) ? focused : null;
    if (inside && old.matches(".said, .summary")) {
      return;
    }
    var copy = document.importNode(fresh, true);
    if (old.tagName === "DETAILS") {
      copy.open = old.open;
    }
    old.replaceWith(copy);
    var again = inside && inside.id && document.getElementById(inside.id);
    if (again) {
      if ("value" in inside && again.tagName === inside.tagName) {
        again.value = inside.value;
      }
      again.focus();
      if (inside.selectionStart != null && again.setSelectionRange) {
        again.setSelectionRange(inside.selectionStart, inside.selectionEnd);
      }
    }
  }

  function refresh(form, fresh, deed, dirty) {
    var other = fresh.querySelector('[data-answer="' + form.getAttribute("data-answer") + '"]');
    if (other && !dirty) {
      ["[data-rows]", "[data-actions]"].forEach(function (selector) {
        var old = form.querySelector(selector);
        var now = other.querySelector(selector);
        if (deed !== "" || old.querySelectorAll("input").length !== now.querySelectorAll("input").length) {
          replace(old, now);
        }
      });
    }
    each(document, "[data-live]", function (old) {
      var now = fresh.getElementById(old.id);
      if (now && old.outerHTML !== now.outerHTML) {
        replace(old, now);
      }
    });
  }

  // A link to a field that is folded away unfolds it

  function reveal(link) {
    var there = document.getElementById(link.hash.slice(1));
    for (var around = there && there.closest("details"); around; around = around.parentElement.closest("details")) {
      around.open = true;
    }
  }

  // Pasting from Word: lists, bold words and links are kept

  function paste(event) {
    var field = event.target;
    var html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || !field.matches || !field.matches("textarea[data-paste]")) {
      return;
    }
    var plain = event.clipboardData.getData("text/plain");
    event.preventDefault();
    fetch("/pasted", {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: field.form.querySelector("[name=token]").value, html: html }).toString(),
    })
      .then(function (response) {
        return response.ok ? response.json() : { text: plain };
      })
      .catch(function () {
        return { text: plain };
      })
      .then(function (said) {
        field.setRangeText(said.text || plain, field.selectionStart, field.selectionEnd, "end");
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
  }

  each(document, "form.answering[data-auto]", watch);
  document.addEventListener("paste", paste);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link) {
      reveal(link);
    }
  });
})();
