// The filter of a section page: shows the provisions that are met, those that are not, or all. Without it all are shown.
(function () {
  "use strict";
  var bar = document.querySelector(".filter");
  var buttons = Array.prototype.slice.call(bar.querySelectorAll("button"));
  var status = bar.querySelector("[role=status]");
  var answers = Array.prototype.slice.call(document.querySelectorAll("[data-comply]"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".group"));

  function show(wanted) {
    answers.forEach(function (answer) {
      answer.hidden = wanted !== "" && answer.getAttribute("data-comply") !== wanted;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector(".provision:not([hidden])");
    });
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-show") === wanted));
    });
    var all = document.querySelectorAll(".provision").length;
    var shown = document.querySelectorAll(".provision:not([hidden])").length;
    status.textContent = bar.getAttribute("data-shown").replace("{shown}", shown).replace("{all}", all);
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      show(button.getAttribute("data-show"));
    });
  });

  // A link to a provision that is filtered out shows it all the same.
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      show("");
      target.scrollIntoView();
    }
  });

  bar.hidden = false;
})();
