// Says the office's name while its number is typed. The form works without it: the number is checked when it is sent.
"use strict";
for (const input of document.querySelectorAll("input[data-lookup]")) {
  const place = document.getElementById(input.dataset.found);
  let timer = 0;
  let asked = "";
  const say = (text) => {
    if (place.textContent !== text) place.textContent = text;
  };
  // Full-width characters, spaces and hyphens are understood as the server understands them.
  const folded = () =>
    input.value.normalize("NFKC").replace(/[\s‐-―−ー-]/gu, "").toUpperCase();
  const look = async (number) => {
    asked = number;
    try {
      const reply = await fetch(input.dataset.lookup + encodeURIComponent(number), { credentials: "omit" });
      if (!reply.ok || asked !== number) return;
      const office = await reply.json();
      const where = office.municipality ? `(${office.municipality})` : "";
      say([office.name ? office.name + where : "", office.warning || ""].filter(Boolean).join(" "));
    } catch {
      // Without an answer nothing is said; the form goes on.
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const number = folded();
    if (number.length !== 10) {
      asked = "";
      say("");
      return;
    }
    if (number !== asked) timer = setTimeout(look, 300, number);
  });
}
