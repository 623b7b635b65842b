(function () {
  "use strict";
  var doc = document;
  function id(name) { return doc.getElementById(name); }
  function all(query, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(query)); }

  // Searching: the same folding as the till's, so that a tone mark more or less changes nothing.
  function fold(text) {
    if (text.normalize) { text = text.normalize("NFC"); }
    return text.toLowerCase()
      .replace(/[\u0e47-\u0e4c\u0e4e\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
      .replace(/\u0e4d\u0e32/g, "\u0e33").replace(/\u0e40\u0e40/g, "\u0e41").replace(/\u0e45/g, "\u0e32")
      .replace(/[\u0e50-\u0e59]/g, function (digit) { return String.fromCharCode(digit.charCodeAt(0) - 0x0e50 + 48); })
      .replace(/\s+/g, " ").replace(/^ | $/g, "");
  }
  var box = id("q"), cards = all(".card"), kinds = all(".kind");
  function search() {
    var words = fold(box.value).split(" "), shown = 0;
    cards.forEach(function (card) {
      var key = card.getAttribute("data-key");
      var fits = words.every(function (word) { return key.indexOf(word) >= 0; });
      card.hidden = !fits;
      if (fits) { shown++; }
    });
    kinds.forEach(function (kind) { kind.hidden = !kind.querySelector(".card:not([hidden])"); });
    id("nothing").hidden = shown > 0;
  }
  doc.querySelector(".search").hidden = false;
  box.addEventListener("input", search);
  box.addEventListener("keydown", function (event) { if (event.key === "Escape") { box.value = ""; search(); } });
  all("[data-kind]").forEach(function (link) {
    link.addEventListener("click", function () { box.value = ""; search(); });
  });

  // Choosing: pieces are counted here and written into a message to copy. Nothing is sent or kept.
  var order = id("order"), message = id("message"), copy = id("copy"), copyText = copy.textContent;
  function baht(satang) {
    var rest = satang % 100, text = String(Math.floor(satang / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
    return "\u0e3f" + text + (rest ? "." + (rest < 10 ? "0" : "") + rest : "");
  }
  function add() {
    var total = 0, pieces = 0, lines = [order.getAttribute("data-head")];
    cards.forEach(function (card) {
      var out = card.querySelector("output"), count = out ? Number(out.textContent) : 0;
      card.classList.toggle("chosen", count > 0);
      if (!count) { return; }
      pieces += count;
      total += count * Number(card.getAttribute("data-price"));
      // Code and number first, the name in brackets: so the shop's program reads it out of a chat.
      lines.push(card.getAttribute("data-sku") + " " + count + " " + card.getAttribute("data-unit") + " (" + card.getAttribute("data-name") + ")");
    });
    lines.push(order.getAttribute("data-total").replace("{total}", baht(total).slice(1)));
    message.value = lines.join("\n") + "\n" + order.getAttribute("data-tail");
    id("sum").textContent = baht(total);
    id("pieces").textContent = order.getAttribute("data-count").replace("{count}", String(pieces));
    order.hidden = pieces === 0;
    doc.body.classList.toggle("ordering", pieces > 0);
    copy.textContent = copyText;
  }
  cards.forEach(function (card) {
    var take = card.querySelector(".take");
    if (!take) { return; }
    var out = take.querySelector("output");
    function step(by) {
      out.textContent = String(Math.min(999, Math.max(0, Number(out.textContent) + by)));
      add();
    }
    take.hidden = false;
    take.querySelector(".more").addEventListener("click", function () { step(1); });
    take.querySelector(".less").addEventListener("click", function () { step(-1); });
  });
  // Paper shows every picture, also those that nobody scrolled to.
  window.addEventListener("beforeprint", function () {
    all("img[loading]").forEach(function (image) { image.loading = "eager"; });
  });

  function done() { copy.textContent = order.getAttribute("data-copied"); }
  function byHand() {
    message.focus();
    message.select();
    message.setSelectionRange(0, message.value.length);
    try {
      if (doc.execCommand("copy")) { done(); return; }
    } catch (error) { /* below */ }
    order.classList.add("open"); // it stands there selected
  }
  copy.addEventListener("click", function () {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(message.value).then(done, byHand);
    } else {
      byHand();
    }
  });
}());
